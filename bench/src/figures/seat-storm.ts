import { prepare } from '@docket/db/statement';
import { holdBookings } from '@docket/domain/booking/hold';
import { placeBooking } from '@docket/domain/booking/place';
import { allDone, gather, type Done } from '@docket/domain/spine/gather';
import { testCtx } from '@docket/testing/builders';
import { labelOf, makeShow } from '@docket/testing/catalog';
import type { Installation } from '@docket/testing/installation';
import type { BookingLoad } from '../load/booking-load.ts';
import { makeBuyers, type Buyer } from '@docket/testing/buyers';
import { socketTokens } from '../lib/buyers.ts';
import { startHelper } from '../lib/helper.ts';
import { countOversold, describeOversold, type Oversold } from '../lib/oversold.ts';
import { machine, printTable } from '../lib/report.ts';
import { withBookingStack, withInstallation } from '../lib/stack.ts';
import { median, ms, quantile } from '../lib/stats.ts';
import { bookingGates } from '@docket/domain/gates';

const ROWS = 25;
const PER_ROW = 80;
const SEATS = ROWS * PER_ROW;
const BUYERS = 2_000;
const ROUNDS = 3;
/** Of the worker (apps/worker/src/handlers/booking.ts). */
const BATCH = 64;
const LANES = 3;
const HOLD_SECONDS = 600;
const BUDGET_SEATS = 1_000;
const PORT_OF = /:(\d+)$/;

type Wish = { readonly buyer: Buyer; readonly labels: readonly string[] };
type Storm = {
  readonly showId: string;
  readonly seconds: number;
  readonly bookingsHeld: number;
  readonly seatsHeld: number;
  readonly refused: number;
  /** Until each was decided, ms; all were there at the beginning. */
  readonly times: readonly number[];
  readonly oversold: Oversold;
};

/** One to four seats side by side, anywhere: two and a half times as many as there are. */
function wishes(buyers: readonly Buyer[]): Wish[] {
  return buyers.map((buyer) => {
    const count = 1 + Math.floor(Math.random() * 4);
    const row = Math.floor(Math.random() * ROWS);
    const column = Math.floor(Math.random() * (PER_ROW - count + 1));
    const first = row * PER_ROW + column + 1;
    return { buyer, labels: Array.from({ length: count }, (_, n) => labelOf(first + n, PER_ROW)) };
  });
}

async function hotShow(installation: Installation, hallId?: string): Promise<{ showId: string; hallId: string }> {
  return makeShow(installation.db, { rows: ROWS, seatsPerRow: PER_ROW, seatsPerUser: 10, ...(hallId && { hallId }) });
}

/** A show with everybody's booking in the queue. */
async function crowd(
  installation: Installation,
  buyers: readonly Buyer[],
  hallId: string,
): Promise<{ showId: string; ids: string[] }> {
  const { showId } = await hotShow(installation, hallId);
  const placed = await Promise.all(
    wishes(buyers).map(({ buyer, labels }) =>
      placeBooking(
        testCtx(installation.db, buyer.user),
        {
          kind: 'seats',
          showId,
          seats: labels,
          idempotencyKey: null,
          depthLimit: 1_000_000,
        },
        bookingGates({ pass: '' }),
      ),
    ),
  );
  return { showId, ids: placed.map(({ bookingId }) => bookingId) };
}

async function count(
  installation: Installation,
  showId: string,
): Promise<Pick<Storm, 'bookingsHeld' | 'seatsHeld' | 'refused' | 'oversold'>> {
  const { rows } = await installation.db.pool.query<{ held: number; seats: number; refused: number }>(
    `SELECT count(*) FILTER (WHERE status = 'HELD')::int AS held, coalesce(sum(cardinality(seats)) FILTER (WHERE status = 'HELD'), 0)::int AS seats,
            count(*) FILTER (WHERE status = 'REFUSED')::int AS refused FROM bookings WHERE show_id = $1`,
    [showId],
  );
  const [{ held, seats, refused } = { held: 0, seats: 0, refused: 0 }] = rows;
  return {
    bookingsHeld: held,
    seatsHeld: seats,
    refused,
    oversold: await countOversold(installation.db.pool, showId),
  };
}

async function storm(
  installation: Installation,
  { showId, ids }: { showId: string; ids: readonly string[] },
  decideAll: (ids: readonly string[], decided: () => void) => Promise<void>,
): Promise<Storm> {
  const times: number[] = [];
  const started = performance.now();
  await decideAll(ids, () => void times.push(performance.now() - started));
  const seconds = (performance.now() - started) / 1_000;
  const counted = await count(installation, showId);
  if (counted.bookingsHeld + counted.refused !== ids.length) throw new Error('not every booking was decided');
  return { showId, seconds, times, ...counted };
}

/** The verb as the worker calls it: a job each, gathered into batches. */
function asWorker(installation: Installation) {
  const decide = gather<string, Done>({
    max: BATCH,
    lanes: LANES,
    run: async (bookingIds) => {
      await holdBookings(testCtx(installation.db), { bookingIds });
      return allDone(bookingIds);
    },
  });
  return async (ids: readonly string[], decided: () => void): Promise<void> => {
    await Promise.all(ids.map((id) => decide(id).then(decided)));
  };
}

/** An event of about the size for each; they count as sent, for nobody is to send them. */
const bareHold = prepare(
  'bare_decide_bookings',
  `INSERT INTO outbox (id, topic, name, channel, sent_at, payload)
   SELECT new_id(), 'event', 'booking.updated', 'user:' || (d.booking).user_id, now(), to_jsonb(d.booking)
     FROM decide_booking_batch($1, $2) d WHERE d.hall_id IS NULL`,
);
/** Who is refused here is told of no other seats: looking for them is our own. */
const bareRefuse = prepare(
  'bare_refuse_bookings',
  `INSERT INTO outbox (id, topic, name, channel, sent_at, payload)
   SELECT new_id(), 'event', 'booking.updated', 'user:' || b.user_id, now(), to_jsonb(b)
     FROM refuse_booking_batch($1, array_fill('seats_taken'::text, ARRAY[cardinality($1::uuid[])]), array_fill('[]'::text, ARRAY[cardinality($1::uuid[])])) b`,
);

/** The same two statements in a loop on so many connections, nothing else. */
function asLoop(installation: Installation, connections: number, batch: number) {
  return async (ids: readonly string[], decided: () => void): Promise<void> => {
    let next = 0;
    await Promise.all(
      Array.from({ length: connections }, async () => {
        while (next < ids.length) {
          const some = ids.slice(next, next + batch);
          next += batch;
          await bareHold(installation.db.pool, [some, HOLD_SECONDS]);
          await bareRefuse(installation.db.pool, [some]);
          some.forEach(decided);
        }
      }),
    );
  };
}

function row(name: string, storms: readonly Storm[]): string[] {
  const rate = (pick: (each: Storm) => number): string =>
    median(storms.map((each) => pick(each) / each.seconds)).toFixed(0);
  const times = storms.flatMap((each) => each.times);
  return [
    name,
    rate((each) => each.seatsHeld),
    rate((each) => each.bookingsHeld),
    rate((each) => each.refused),
    rate((each) => each.bookingsHeld + each.refused),
    ms(quantile(times, 0.5)),
    ms(quantile(times, 0.99)),
  ];
}

const seatRate = (storms: readonly Storm[]): number => median(storms.map((each) => each.seatsHeld / each.seconds));

async function throughVerb(rounds: number): Promise<void> {
  await withInstallation(async (installation) => {
    const buyers = await makeBuyers(installation.db, BUYERS);
    const { hallId } = await hotShow(installation);
    const [verb, bare, single]: [Storm[], Storm[], Storm[]] = [[], [], []];
    // For plans and caches; does not count.
    await storm(installation, await crowd(installation, buyers, hallId), asWorker(installation));
    // In turn, so that the machine's moods meet all of them.
    for (let round = 0; round < rounds; round += 1) {
      verb.push(await storm(installation, await crowd(installation, buyers, hallId), asWorker(installation)));
      bare.push(
        await storm(installation, await crowd(installation, buyers, hallId), asLoop(installation, LANES, BATCH)),
      );
      single.push(await storm(installation, await crowd(installation, buyers, hallId), asLoop(installation, 8, 1)));
    }
    printTable([
      ['through', 'seats held/s', 'bookings held/s', 'refused/s', 'decided/s', 'decided p50', 'p99'],
      row('holdBookings, gathered as by the worker', verb),
      row(`floor: bare decide_ and refuse_booking_batch, ${LANES} connections, ${BATCH} each`, bare),
      row('bare decide_ and refuse_booking_batch, 8 connections, one each', single),
    ]);
    const [rate, floor] = [seatRate(verb), seatRate(bare)];
    console.log(`\n${describeOversold([...verb, ...bare, ...single].map((each) => each.oversold))}`);
    console.log(`Share of the floor: ${(rate / floor).toFixed(2)}`);
    console.log(
      `Budget: ${BUDGET_SEATS} seat holds/s on one hot show, 0 sold twice: ${rate >= BUDGET_SEATS ? 'kept' : 'MISSED'}`,
    );
  });
}

async function throughHttp(): Promise<void> {
  await withBookingStack(async ({ installation, services }) => {
    const buyers = await makeBuyers(installation.db, BUYERS);
    const { showId } = await hotShow(installation);
    const tokens = await socketTokens(installation.db, buyers, installation.env['REALTIME_JWT_SECRET'] ?? '');
    const helper = startHelper<BookingLoad>('booking-load.ts');
    try {
      await helper.call('listen', { port: Number(PORT_OF.exec(services.realtime.url)?.[1]), tokens });
      const requests = wishes(buyers).map(({ buyer, labels }) => ({
        token: buyer.token,
        body: JSON.stringify({ kind: 'seats', showId, seats: labels }),
      }));
      const result = await helper.call('book', {
        port: Number(PORT_OF.exec(services.api.url)?.[1]),
        connections: 256,
        path: '/bookings',
        requests,
      });
      const counted = await count(installation, showId);
      console.log(
        `\nThrough HTTP, queue, worker and sockets: ${(counted.seatsHeld / result.seconds).toFixed(0)} seats held/s, ` +
          `${(result.held / result.seconds).toFixed(0)} bookings held/s, ${(result.refused / result.seconds).toFixed(0)} refused/s; ` +
          `on the socket p50 ${ms(result.decidedMs[0])}, p99 ${ms(result.decidedMs[1])}; not told of: ${result.missing}`,
      );
      console.log(describeOversold([counted.oversold]));
    } finally {
      helper.end();
    }
  });
}

/** One hot show and everybody at once. */
export async function run({ http, share }: { readonly http: boolean; readonly share: number }): Promise<void> {
  const rounds = Math.ceil(ROUNDS * share);
  console.log(
    `Method: ${BUYERS} buyers ask for 1 to 4 seats side by side of one show of ${SEATS}, wherever, all of them in the queue before the first is decided;`,
  );
  console.log(
    `${rounds} rounds of each way in turn, each on a show of its own, after one that does not count. The refused ones get the nearest free seats named.`,
  );
  console.log(
    'Seats sold twice are counted from the bookings, from the holds and from the movements, each for itself.',
  );
  console.log(`Machine: ${machine()}, shared by this process and Postgres\n`);
  await throughVerb(rounds);
  if (http) await throughHttp();
}
