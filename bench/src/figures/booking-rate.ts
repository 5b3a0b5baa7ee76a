import { prepare } from '@docket/db/statement';
import { checkInvariants } from '@docket/domain/invariants';
import { newId } from '@docket/runtime/id';
import { testCtx } from '@docket/testing/builders';
import { labelOf, makeShow } from '@docket/testing/catalog';
import type { Installation } from '@docket/testing/installation';
import type { BookingLoad, BookingRequest } from '../load/booking-load.ts';
import { makeBuyers, type Buyer } from '@docket/testing/buyers';
import { socketTokens } from '../lib/buyers.ts';
import { cpuDuring, postmasterOf } from '../lib/cpu.ts';
import { startHelper } from '../lib/helper.ts';
import { machine, printTable } from '../lib/report.ts';
import { withBookingStack } from '../lib/stack.ts';
import { ms } from '../lib/stats.ts';

const USERS = 1_000;
const CONNECTIONS = 192;
const WARM_UP = 2_000;
const BOOKINGS = 16_000;
/** Seats of one booking. */
const TOGETHER = 2;
const ROWS = 20;
const PER_ROW = 20;
/** Of api and worker. */
const BATCH = 64;
const LANES = 2;
const BUDGET_A_MINUTE = 60_000;
const BUDGET_SHARE = 0.5;
const PORT_OF = /:(\d+)$/;

type Wish = { readonly buyer: Buyer; readonly showId: string; readonly seats: readonly number[] };

/** Pairs of seats that nobody else asks for, over many shows in turn, so that every one of them must be held. */
async function wishes(
  installation: Installation,
  buyers: readonly Buyer[],
  hallId: string,
  count: number,
): Promise<Wish[]> {
  const perShow = (ROWS * PER_ROW) / TOGETHER;
  const shows: string[] = [];
  for (let at = 0; at < Math.ceil(count / perShow); at += 1)
    shows.push((await makeShow(installation.db, { hallId, seatsPerUser: 50 })).showId);
  return Array.from({ length: count }, (_, n): Wish => {
    const [buyer, showId] = [buyers[n % buyers.length], shows[n % shows.length]];
    if (buyer === undefined || showId === undefined) throw new Error('nobody, or nothing, to book');
    const first = Math.floor(n / shows.length) * TOGETHER + 1;
    return { buyer, showId, seats: Array.from({ length: TOGETHER }, (_unused, at) => first + at) };
  });
}

function request({ buyer, showId, seats }: Wish): BookingRequest {
  const body = JSON.stringify({ kind: 'seats', showId, seats: seats.map((seat) => labelOf(seat, PER_ROW)) });
  return { token: buyer.token, body };
}

const bareStatement = prepare(
  'bare_place',
  `WITH placed AS (SELECT * FROM create_booking_batch($1, $3, $4, $5, $6, $7, $8, 1000000)), owed AS (
     INSERT INTO outbox (id, topic, name, sent_at, payload)
     SELECT $2, 'job', 'booking.place', now(), jsonb_build_object('bookingIds', jsonb_agg(p.id)) FROM placed p)
   SELECT outcome FROM placed`,
);
/** As many events of about the size; they count as sent, so that the relay leaves them alone. */
const bareHold = prepare(
  'bare_hold',
  `INSERT INTO outbox (id, topic, name, channel, sent_at, payload)
   SELECT new_id(), 'event', e.name, e.channel, now(), e.payload FROM decide_booking_batch($1, 600) d, LATERAL (VALUES
     ('booking.updated', 'user:' || (d.booking).user_id, to_jsonb(d.booking)),
     ('seats.changed', 'show:' || (d.booking).show_id, to_jsonb(d.versions))) AS e(name, channel, payload)`,
);

/** The two statements of a booking in the batches that api and worker make at best, on as many connections. @returns bookings a second */
async function floor(installation: Installation, all: readonly Wish[]): Promise<number> {
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      while (next < all.length) {
        const batch = all.slice(next, next + BATCH);
        next += BATCH;
        const ids = batch.map(() => newId());
        await bareStatement(installation.db.pool, [
          ids,
          newId(),
          batch.map(({ buyer }) => buyer.user.userId),
          batch.map(({ showId }) => showId),
          batch.map(({ seats }) => `{${seats.join(',')}}`),
          batch.map(({ seats }) => `{${seats.map((seat) => labelOf(seat, PER_ROW)).join(',')}}`),
          ids,
          batch.map(() => 'floor'),
        ]);
        await bareHold(installation.db.pool, [ids]);
      }
    }),
  );
  return all.length / ((performance.now() - started) / 1_000);
}

type Options = { readonly profile: string | undefined; readonly share: number };

/** The whole way of a booking: request, row and job, worker, event, socket. */
export async function run({ profile, share: size }: Options): Promise<void> {
  const [warmUp, bookings] = [Math.ceil(WARM_UP * size), Math.ceil(BOOKINGS * size)];
  console.log(
    `Method: ${bookings} bookings of ${TOGETHER} seats that nobody else wants, by ${USERS} users with a socket each, over ${CONNECTIONS} kept-alive connections`,
  );
  console.log(
    '(closed loop: each sends its next request when it has its answer); a booking counts when its HELD has arrived on its user’s socket. One process each of',
  );
  console.log(
    `api, worker and gateway. ${warmUp} bookings before that do not count. Floor: create_booking_batch and decide_booking_batch, each with its rows of the outbox in one statement, of ${BATCH} at a time on ${LANES} connections.`,
  );
  console.log(`Machine: ${machine()}, shared by generator, services, Postgres and Redis\n`);
  await withBookingStack(
    async ({ installation, services }) => {
      const { db } = installation;
      const buyers = await makeBuyers(db, USERS);
      const tokens = await socketTokens(db, buyers, installation.env['REALTIME_JWT_SECRET'] ?? '');
      const { hallId } = await makeShow(db, { rows: ROWS, seatsPerRow: PER_ROW });
      const [warm, counted, bareWarm, bare] = [
        await wishes(installation, buyers, hallId, warmUp),
        await wishes(installation, buyers, hallId, bookings),
        await wishes(installation, buyers, hallId, warmUp),
        await wishes(installation, buyers, hallId, bookings),
      ];
      const helper = startHelper<BookingLoad>('booking-load.ts');
      try {
        const port = Number(PORT_OF.exec(services.api.url)?.[1]);
        await helper.call('listen', { port: Number(PORT_OF.exec(services.realtime.url)?.[1]), tokens });
        const book = (all: readonly Wish[]) =>
          helper.call('book', { port, connections: CONNECTIONS, path: '/bookings', requests: all.map(request) });
        await book(warm);
        const pids = {
          api: services.api.pid,
          worker: services.worker.pid,
          realtime: services.realtime.pid,
          postgres: await postmasterOf(db.pool),
          redis: installation.redis.pid(),
          generator: helper.pid,
        };
        const { result, seconds } = await cpuDuring(pids, () => book(counted));
        await floor(installation, bareWarm);
        const bareRate = await floor(installation, bare);

        const rate = result.held / result.seconds;
        printTable([
          ['', 'a second', 'a minute', 'p50', 'p99'],
          [
            'accepted (202)',
            (result.accepted / result.acceptSeconds).toFixed(0),
            ((result.accepted / result.acceptSeconds) * 60).toFixed(0),
            ms(result.acceptMs[0]),
            ms(result.acceptMs[1]),
          ],
          [
            'held, and told on the socket',
            rate.toFixed(0),
            (rate * 60).toFixed(0),
            ms(result.decidedMs[0]),
            ms(result.decidedMs[1]),
          ],
          ['floor: bare SQL of both', bareRate.toFixed(0), (bareRate * 60).toFixed(0), '', ''],
        ]);
        console.log();
        printTable([
          ['CPU', ...seconds.keys(), 'together'],
          [
            'µs a booking',
            ...[...seconds.values(), [...seconds.values()].reduce((sum, each) => sum + each, 0)].map((used) =>
              ((used / result.accepted) * 1e6).toFixed(0),
            ),
          ],
          ['of a core', ...[...seconds.values()].map((used) => `${((used / result.seconds) * 100).toFixed(0)} %`), ''],
        ]);
        const { ok } = await checkInvariants(testCtx(db));
        const whole = result.held === bookings && result.missing === 0;
        if (!whole || !ok) process.exitCode = 1;
        console.log(
          `\naccepted ${result.accepted} of ${bookings}, held ${result.held}, refused ${result.refused}, not told of ${result.missing}, ` +
            `turned away ${JSON.stringify(result.turnedAway)}; invariants ${ok ? 'hold' : 'BROKEN'}`,
        );
        const share = rate / bareRate;
        console.log(
          `Budget: ${BUDGET_A_MINUTE} a minute: ${rate * 60 >= BUDGET_A_MINUTE ? 'kept' : 'MISSED'}; ` +
            `${BUDGET_SHARE} of the floor: ${share.toFixed(2)}, ${share >= BUDGET_SHARE ? 'kept' : 'MISSED'}`,
        );
      } finally {
        helper.end();
      }
    },
    { profile },
  );
}
