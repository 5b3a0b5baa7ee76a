import { setTimeout as sleep } from 'node:timers/promises';
import { showChannel } from '@docket/contracts/events/booking';
import { createDispatcher } from '@docket/queue/dispatcher';
import { createPublisher } from '@docket/queue/publish/publisher';
import { createQueues } from '@docket/queue/queues';
import { holdBookings } from '@docket/domain/booking/hold';
import { placeBooking } from '@docket/domain/booking/place';
import { createRedis, redisReady } from '@docket/runtime/redis';
import { quietLog, testCtx } from '@docket/testing/builders';
import { labelOf, makeShow } from '@docket/testing/catalog';
import type { Installation } from '@docket/testing/installation';
import type { SeenFrame, Watchers } from '../load/watchers.ts';
import type { WsFloor } from '../load/ws-floor.ts';
import { makeBuyers } from '@docket/testing/buyers';
import { socketTokens } from '../lib/buyers.ts';
import { machineMs } from '../lib/clock.ts';
import { startHelper } from '../lib/helper.ts';
import { machine, printTable } from '../lib/report.ts';
import { startGateway, withInstallation } from '../lib/stack.ts';
import { ms, quantile } from '../lib/stats.ts';
import { bookingGates } from '@docket/domain/gates';

const WATCHERS = 10_000;
/** A user may have ten sockets on a gateway. */
const PER_USER = 10;
const ROWS = 25;
const PER_ROW = 80;
const BUDGET_MS = 100;
const BUDGET_RATE = 50_000;
const PORT_OF = /:(\d+)$/;

/** So many changes, one every so many ms. */
type Pace = { readonly name: string; readonly changes: number; readonly everyMs: number };
const PACES: readonly Pace[] = [
  // Five frames a second for each: the rate of the budget.
  { name: '5 changes/s', changes: 50, everyMs: 200 },
  // As many as a channel carries at most.
  { name: '20 changes/s', changes: 100, everyMs: 52 },
];

type Push = { readonly offset: number; readonly text: string };

type Measured = {
  readonly frames: number;
  readonly rate: number;
  readonly times: readonly number[];
  readonly missing: number;
  readonly closed: number;
};

/** Publishes changes of seats as the worker does, and knows when each was committed. */
async function openSeller(installation: Installation) {
  const { db } = installation;
  const redis = createRedis(installation.redis.url, 'producer', quietLog);
  await redisReady(redis);
  const publisher = createPublisher({ redis, prefix: 'docket' });
  const queues = createQueues(redis, 'docket', quietLog);
  const [buyer] = await makeBuyers(db, 1);
  if (buyer === undefined) throw new Error('nobody to buy');
  const { showId } = await makeShow(db, { rows: ROWS, seatsPerRow: PER_ROW, seatsPerUser: 2_000 });
  /** What was published, as a gateway that merges nothing would push it. */
  let pushes: Push[] = [];
  const dispatcher = createDispatcher({
    queues,
    pool: db.pool,
    log: quietLog,
    publisher: {
      ...publisher,
      publish: async (channel, envelope) => {
        const place = await publisher.publish(channel, envelope);
        const { offset } = place;
        if (channel === showChannel(showId))
          pushes.push({ offset, text: JSON.stringify({ push: { channel, pub: { data: envelope, offset } } }) });
        return place;
      },
    },
  });
  /** When the change of a seat was committed. */
  const committed = new Map<number, number>();
  let seat = 1;

  return {
    showId,
    committed,
    /** @returns what was published, in order, nothing merged by a gateway */
    async change({ changes, everyMs }: Pace): Promise<readonly Push[]> {
      pushes = [];
      const first = seat;
      seat += changes * 2;
      const placed = await Promise.all(
        Array.from({ length: changes }, (_, n) =>
          placeBooking(
            testCtx(db, buyer.user),
            {
              kind: 'seats',
              showId,
              seats: [labelOf(first + 2 * n, PER_ROW), labelOf(first + 2 * n + 1, PER_ROW)],
              idempotencyKey: null,
              depthLimit: 1_000_000,
            },
            bookingGates({ pass: '' }),
          ),
        ),
      );
      const ctx = testCtx(db);
      const started = performance.now();
      for (const [n, { bookingId }] of placed.entries()) {
        await sleep(Math.max(0, started + n * everyMs - performance.now()));
        await holdBookings(
          {
            ...ctx,
            dispatch: (rows) => {
              const at = machineMs();
              committed.set(first + 2 * n, at);
              committed.set(first + 2 * n + 1, at);
              dispatcher.dispatch(rows);
            },
          },
          { bookingIds: [bookingId] },
        );
      }
      await dispatcher.drain();
      return pushes.toSorted((a, b) => a.offset - b.offset);
    },
    async close(): Promise<void> {
      await dispatcher.drain();
      await queues.close();
      redis.disconnect();
    },
  };
}

function heldSeats(frame: SeenFrame): number[] {
  // As the gateway writes it (docs/realtime.md).
  const { push } = JSON.parse(frame.text) as { push: { pub: { data: { data: { held: [number, number][] } } } } };
  return push.pub.data.data.held.map(([seat]) => seat);
}

/** @param begun when what a frame tells of began, ms of the machine's clock */
function measure(
  { frames, missing, closed }: { frames: readonly SeenFrame[]; missing: number; closed: number },
  begun: (frame: SeenFrame, index: number) => number,
): Measured {
  const times: number[] = [];
  let [first, last, count] = [Number.POSITIVE_INFINITY, 0, 0];
  for (const [index, frame] of frames.entries()) {
    const from = begun(frame, index);
    first = Math.min(first, from);
    for (const at of frame.arrivals) {
      times.push(at - from);
      last = Math.max(last, at);
    }
    count += frame.arrivals.length;
  }
  return { frames: frames.length, rate: count / ((last - first) / 1_000), times, missing, closed };
}

function row(name: string, { frames, rate, times, missing, closed }: Measured): string[] {
  return [
    name,
    String(frames),
    rate.toFixed(0),
    ms(quantile(times, 0.5)),
    ms(quantile(times, 0.99)),
    String(missing),
    String(closed),
  ];
}

/** Everybody looks at the same show. */
export async function run({ share }: { readonly share: number }): Promise<void> {
  const count = Math.ceil(WATCHERS * share);
  const users = Math.ceil(count / PER_USER);
  console.log(
    `Method: ${count} sockets of ${users} users on one gateway, all subscribed to one show; seats are held by the domain verb and published as by the worker.`,
  );
  console.log(
    'Latency: from the commit of the oldest change in a frame to the frame in the watching process, every socket counted. Frames/s: all frames of the phase',
  );
  console.log(
    'from its first commit to its last arrival. Floor: a bare `ws` server that loops over as many sockets and sends each everything that was published, at the same pace.',
  );
  console.log(`Machine: ${machine()}, shared by gateway or floor, watchers, this process, Postgres and Redis\n`);
  await withInstallation(async (installation) => {
    const gateway = await startGateway(installation);
    const buyers = await makeBuyers(installation.db, users);
    const tokens = await socketTokens(installation.db, buyers, installation.env['REALTIME_JWT_SECRET'] ?? '');
    const seller = await openSeller(installation);
    const [watchers, bare] = [startHelper<Watchers>('watchers.ts'), startHelper<WsFloor>('ws-floor.ts')];
    try {
      const gatewayPort = Number(PORT_OF.exec(gateway.url)?.[1]);
      const channel = showChannel(seller.showId);
      await watchers.call('open', {
        port: gatewayPort,
        path: '/connection/websocket',
        tokens,
        channel,
        count,
      });
      const measured: Measured[] = [];
      const published: (readonly Push[])[] = [];
      for (const pace of PACES) {
        await watchers.call('begin', undefined);
        const pushes = await seller.change(pace);
        published.push(pushes);
        const seen = await watchers.call('collect', { upTo: pushes.at(-1)?.offset ?? 0 });
        measured.push(
          measure(seen, (frame) =>
            Math.min(...heldSeats(frame).map((seat) => seller.committed.get(seat) ?? Number.NaN)),
          ),
        );
      }
      await watchers.call('close', undefined);

      const port = await bare.call('listen', undefined);
      await watchers.call('open', { port, path: '/', tokens: [], channel: null, count });
      const floors: Measured[] = [];
      for (const [index, { everyMs }] of PACES.entries()) {
        await watchers.call('begin', undefined);
        const started = machineMs();
        const pushes = published[index] ?? [];
        for (const [n, { text }] of pushes.entries()) {
          await sleep(Math.max(0, started + n * everyMs - machineMs()));
          await bare.call('broadcast', { text });
        }
        const seen = await watchers.call('collect', { upTo: pushes.at(-1)?.offset ?? 0 });
        floors.push(measure(seen, (_, n) => started + n * everyMs));
      }

      printTable([
        ['', 'frames each', 'frames/s', 'p50', 'p99', 'missing', 'closed'],
        ...PACES.flatMap(({ name }, index) => {
          const [ours, floor] = [measured[index], floors[index]];
          return ours === undefined || floor === undefined
            ? []
            : [row(`gateway, ${name}`, ours), row(`floor: bare ws, ${name}`, floor)];
        }),
      ]);
      const [calm] = measured;
      const [most, mostBare] = [measured.at(-1), floors.at(-1)];
      const p99 = quantile(calm?.times ?? [], 0.99);
      const rate = most?.rate ?? 0;
      if (measured.some(({ missing, closed }) => missing > 0 || closed > 0)) process.exitCode = 1;
      console.log(`\nShare of the floor at the highest rate: ${(rate / (mostBare?.rate ?? Number.NaN)).toFixed(2)}`);
      console.log(
        `Budget: ${BUDGET_RATE} frames/s: ${rate >= BUDGET_RATE ? 'kept' : 'MISSED'}; ` +
          `grey within ${BUDGET_MS} ms of the commit at ${PACES[0]?.name ?? ''}: p99 ${ms(p99)}, ${p99 <= BUDGET_MS ? 'kept' : 'MISSED'}`,
      );
    } finally {
      watchers.end();
      bare.end();
      await seller.close();
    }
  });
}
