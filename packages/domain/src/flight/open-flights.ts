import { FLIGHT_HORIZON_DAYS } from '@docket/contracts/flight/flight';
import { prepare } from '@docket/db/statement';
import { dayAfter, localAt } from '@docket/flight/local';
import { flightDays, weekday } from '@docket/flight/schedule';
import { seatCount } from '@docket/flight/seat-map';
import { scheduledCabins, type ScheduledCabin } from '@docket/flight/shapes';
import { newId } from '@docket/runtime/id';
import { apartIn } from '../spine/apart.ts';
import type { Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';

/** Schedules opened in one turn; more are for the next. */
const BATCH = 100;
const WHOLE = 10_000;

/** Days begin somewhere before they do here, and the flights of a day are opened as soon as it is on sale anywhere. */
const dueStatement = prepare(
  'flight_schedules_due',
  `SELECT s.id FROM flight_schedules s WHERE s.opened_until <= least(s.valid_until, $1::text::date) AND s.id <> ALL ($3::uuid[]) ORDER BY s.opened_until, s.id LIMIT $2`,
);
const lockStatement = prepare(
  'flight_schedules_lock',
  `SELECT s.id, s.departs, s.minutes, s.weekdays::int[] AS weekdays, s.valid_from::text AS valid_from, s.valid_until::text AS valid_until, s.cabins,
          s.opened_until::text AS opened_until, a.timezone
     FROM flight_schedules s JOIN airports a ON a.code = s.from_code WHERE s.id = $1 FOR UPDATE OF s`,
).rows<{ weekdays: number[]; valid_from: string; valid_until: string; opened_until: string }>();
const flightsStatement = prepare(
  'dated_flights_insert',
  `INSERT INTO dated_flights (id, schedule_id, day, departs_at, arrives_at)
   SELECT f.id, $1, f.day::date, f.departs_at, f.arrives_at FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[]) AS f(id, day, departs_at, arrives_at)`,
);
/** With its pool and counters: unit 0 is the cabin, units 1… its buckets. Arrays of arrays are one text each. */
const cabinsStatement = prepare(
  'flight_cabins_insert',
  `WITH c AS (
     INSERT INTO flight_cabins (id, flight_id, cabin, seats, bucket_seats, bucket_prices)
     SELECT c.id, c.flight_id, c.cabin, c.seats, c.bucket_seats::int[], c.bucket_prices::int[]
       FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::text[], $6::text[]) AS c(id, flight_id, cabin, seats, bucket_seats, bucket_prices)
     RETURNING id, seats, bucket_seats),
   p AS (INSERT INTO reservation_pools (id, kind) SELECT c.id, 'counters' FROM c RETURNING id)
   INSERT INTO pool_counters (pool_id, unit, capacity, free)
   SELECT c.id, u.n - 1, u.pieces, u.pieces FROM c JOIN p ON p.id = c.id, unnest(array_prepend(c.seats::int, c.bucket_seats)) WITH ORDINALITY AS u(pieces, n)`,
);
const openedStatement = prepare(
  'flight_schedule_opened',
  'UPDATE flight_schedules SET opened_until = $2::text::date WHERE id = $1',
);

const apart = apartIn('flight schedules');

/**
 * Opens the flights of every schedule up to the horizon, each schedule in a transaction of its own. Those that are open stay as they are, so it is done again whenever a day has
 * passed, and by several at once.
 * @returns true when there may be more at once
 */
export async function openFlights(ctx: Ctx): Promise<boolean> {
  const each = apart(ctx);
  const last = dayAfter(localAt(ctx.clock.now(), 'UTC').slice(0, 10), FLIGHT_HORIZON_DAYS - 1);
  const due = await dueStatement(ctx.db.pool, [last, BATCH, each.resting()]);
  await each.each(
    due,
    ({ id }) => id,
    ({ id }) => change(ctx, (tx) => openSchedule(tx, id, dayAfter(last, 1))),
  );
  return due.length >= BATCH;
}

/** @param until the day before which its flights are open then */
async function openSchedule(tx: Tx, id: string, until: string): Promise<void> {
  const [schedule] = await lockStatement(tx.client, [id]);
  // Somebody else was quicker.
  if (schedule === undefined || schedule.opened_until >= until) return;
  const cabins = scheduledCabins.parse(schedule.cabins);
  const times = {
    departs: schedule.departs,
    minutes: schedule.minutes,
    timezone: schedule.timezone,
    weekdays: schedule.weekdays,
    validFrom: schedule.valid_from,
    validUntil: schedule.valid_until,
  };
  const flights = flightDays(times, schedule.opened_until, until).map((flight) => ({ ...flight, id: newId() }));
  if (flights.length > 0) {
    await flightsStatement(tx.client, [
      id,
      flights.map((flight) => flight.id),
      flights.map(({ day }) => day),
      flights.map(({ departsAt }) => departsAt),
      flights.map(({ arrivesAt }) => arrivesAt),
    ]);
    const rows = flights.flatMap((flight) => cabins.map((cabin) => ({ flight, cabin })));
    await cabinsStatement(tx.client, [
      rows.map(() => newId()),
      rows.map(({ flight }) => flight.id),
      rows.map(({ cabin }) => cabin.cabin),
      rows.map(({ cabin }) => seatCount(cabin)),
      rows.map(({ cabin }) => `{${cabin.buckets.map(({ seats }) => seats).join(',')}}`),
      rows.map(({ cabin, flight }) => `{${pricesOn(cabin, flight.day).join(',')}}`),
    ]);
  }
  await openedStatement(tx.client, [id, until]);
}

/** Prices of the buckets on a day, whole units of the currency. */
function pricesOn({ buckets, weekdayPercent }: ScheduledCabin, day: string): number[] {
  const percent = weekdayPercent[weekday(day) - 1] ?? 0;
  return buckets.map(({ priceMinor }) => Math.round((priceMinor * (WHOLE + percent)) / WHOLE / 100) * 100);
}
