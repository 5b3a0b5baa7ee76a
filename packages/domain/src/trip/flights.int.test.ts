import { beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '@docket/db/client';
import { makeUser, testCtx } from '@docket/testing/builders';
import { withoutGuard } from '@docket/testing/guards';
import { checkDigit } from '@docket/flight/ticket-number';
import { inDays, makeFlight, makeSky } from '../flight/fixtures.ts';
import { makeHouse } from '../hotel/fixtures.ts';
import { change } from '../spine/emit.ts';
import { brokenRules, db, ownDatabase, setUpDatabase } from '../spine/fixtures.ts';
import { getTripCalendar } from './calendar.ts';
import {
  beginPayment,
  brokenButPayments,
  cancel,
  decide,
  orderParts,
  quoted,
  read,
  refundsOf,
  runOut,
  sweep,
  type Ordered,
} from './fixtures.ts';
import {
  boughtFlights,
  heldFlights,
  orderedFlights,
  quotedFlights,
  taken,
  twoBuckets,
  ways,
} from './flights/fixtures.ts';
import { forgetTrips } from './forget.ts';
import { tripReceipt } from './receipt.ts';

setUpDatabase();
beforeAll(() => makeSky(db));

describe('a trip with flights', () => {
  it('holds a seat of the cabin and of its bucket on each flight, is paid for, and has tickets', async () => {
    const flights = await ways(db);
    const trip = await heldFlights(db, flights, { seats: 2 });
    const now = await read(trip);
    expect(now).toMatchObject({
      status: 'HELD',
      title: 'Mumbai to Delhi',
      parts: [{ kind: 'flight', cabin: 'economy' }],
    });
    const [part] = now.parts;
    if (part?.kind !== 'flight') throw new Error('not a flight');
    expect(part.locator).toMatch(/^[A-HJ-NP-Z2-9]{6}$/);
    expect([now.startsAt, now.endsAt]).toEqual([part.directions[0]?.departsAt, part.directions[0]?.arrivesAt]);
    expect(await Promise.all(flights.map((each) => taken(db, each)))).toEqual([
      [2, 2, 0],
      [2, 2, 0],
    ]);
    // The cheap bucket is gone, the dear one is not.
    const next = await heldFlights(db, flights);
    expect(await taken(db, flights[0])).toEqual([3, 2, 1]);
    await (await beginPayment(trip)).capture();
    expect((await read(trip)).status).toBe('CONFIRMED');
    const { rows: tickets } = await db.pool.query<{ number: string }>(
      'SELECT number FROM flight_tickets WHERE part_id = $1 ORDER BY passenger',
      [part.partId],
    );
    expect(tickets.map(({ number }) => number.slice(0, 5))).toEqual(['70124', '70124']);
    expect(checkDigit(tickets[0]?.number ?? '')).toBe(Number(tickets[0]?.number.slice(3)) % 7);
    expect(new Set(tickets.map(({ number }) => number)).size).toBe(2);
    await runOut(next);
    await sweep(db);
    expect(await taken(db, flights[0])).toEqual([2, 2, 0]);
    const { text } = await getTripCalendar(testCtx(db, trip.user), { id: trip.id });
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    expect(text).toContain(`DTSTART:${inDays(5).replaceAll('-', '')}T003000Z`);
    const receipt = await tripReceipt(testCtx(db), trip.id, String);
    expect(receipt?.rows).toEqual([
      ['Classic, 2 adults', '1520000'],
      ['Airport taxes', '120000'],
    ]);
    expect(now.totalMinor).toBe(1_640_000);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('holds nothing where one of its flights is full', async () => {
    const flights = await ways(db);
    const trip = await orderedFlights(db, flights, { seats: 2 });
    await heldFlights(db, [flights[1]], { seats: 2 });
    await decide(trip);
    expect(await read(trip)).toMatchObject({ status: 'REFUSED', reason: 'sold_out' });
    expect(await taken(db, flights[0])).toEqual([0, 0, 0]);
  });

  it('is bounded by the cabin, whatever the buckets have', async () => {
    const flight = await makeFlight(db, 'BOM', 'DEL', inDays(6), {
      rows: 2,
      buckets: [...twoBuckets, { seats: 4, priceMinor: 900_000 }],
    });
    const waiting = await orderedFlights(db, [flight], { seats: 2 });
    await heldFlights(db, [flight], { seats: 3 });
    await decide(waiting);
    expect(await read(waiting)).toMatchObject({ status: 'REFUSED', reason: 'sold_out' });
    expect(await taken(db, flight)).toEqual([3, 0, 3, 0]);
    await expect(quotedFlights(db, await makeUser(db), [flight], { seats: 2 })).rejects.toMatchObject({
      code: 'flight_sold_out',
    });
  });

  it('goes with a stay in one order, or not at all', async () => {
    const [house, user] = [await makeHouse(db, { rooms: 1 }), await makeUser(db)];
    const flights = await ways(db);
    const parts = async () =>
      [
        { kind: 'flight', quoteId: await quotedFlights(db, user, flights) },
        { kind: 'stay', quoteId: await quoted(db, user, { house }) },
      ] as const;
    const [first, second] = [await parts(), await parts()];
    const both = { on: db, user, id: (await orderParts(db, user, first)).tripId, quoteIds: [] };
    const again = { on: db, user, id: (await orderParts(db, user, second)).tripId, quoteIds: [] };
    await decide(both);
    await decide(again);
    expect(await read(both)).toMatchObject({ status: 'HELD', title: 'Mumbai to Delhi and 1 more' });
    expect(await read(again)).toMatchObject({ status: 'REFUSED', reason: 'sold_out' });
    expect(await taken(db, flights[0])).toEqual([1, 1, 0]);
    await (await beginPayment(both)).capture();
    expect((await read(both)).status).toBe('CONFIRMED');
    expect(await brokenRules(db)).toEqual([]);
  });

  it('is given up for the fee of its family, and its seats are free', async () => {
    const [flight] = await ways(db);
    const classic = await boughtFlights(db, [flight], { seats: 2 });
    expect((await read(classic)).feeNowMinor).toBe(400_000);
    await expect(cancel(classic, 399_999)).rejects.toMatchObject({ code: 'trip_fee_changed' });
    await cancel(classic, 400_000);
    expect(await refundsOf(classic)).toEqual([`${(await read(classic)).totalMinor - 400_000} trip_cancelled`]);
    const lite = await boughtFlights(db, [flight], { family: 'LITE' });
    await cancel(lite);
    // The fare is kept; the airport's tax is owed by whoever departs.
    expect(await refundsOf(lite)).toEqual(['30000 trip_cancelled']);
    expect(await taken(db, flight)).toEqual([0, 0, 0]);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('is refused where a flight was cancelled, moved, or costs more by the time that somebody comes to it', async () => {
    const cases: readonly [string, string][] = [
      [`UPDATE dated_flights SET status = 'CANCELLED' WHERE id = $1`, 'not_offered'],
      [
        `UPDATE dated_flights SET departs_at = departs_at + interval '5 min', arrives_at = arrives_at + interval '5 min' WHERE id = $1`,
        'not_offered',
      ],
      ['UPDATE flight_cabins SET bucket_prices[1] = bucket_prices[1] + 1 WHERE flight_id = $1', 'quote_expired'],
    ];
    for (const [moved, reason] of cases) {
      const [flight] = await ways(db);
      const trip = await orderedFlights(db, [flight]);
      await db.pool.query(moved, [flight.flightId]);
      await db.pool.query(
        `UPDATE flight_quotes SET created_at = created_at - interval '1 h', expires_at = clock_timestamp() - interval '1 ms' WHERE id = $1`,
        [trip.quoteIds[0]],
      );
      await db.pool.query(`UPDATE trips SET created_at = created_at - interval '30 min' WHERE id = $1`, [trip.id]);
      await decide(trip);
      expect(await read(trip)).toMatchObject({ status: 'REFUSED', reason });
    }
    const [flight] = await ways(db);
    const honoured = await orderedFlights(db, [flight]);
    await db.pool.query('UPDATE flight_cabins SET bucket_prices[1] = bucket_prices[1] + 1 WHERE flight_id = $1', [
      flight.flightId,
    ]);
    await decide(honoured);
    expect((await read(honoured)).status).toBe('HELD');
  });
});

/** Parties of two want the last two seats of a cheap bucket, all at once. @param legs the first flight, or both */
async function crowd(on: Db, legs: 1 | 2): Promise<{ readonly held: number; readonly taken: number[] }> {
  const flights = (await ways(on)).slice(0, legs);
  const trips: Ordered[] = [];
  for (let n = 0; n < 6; n += 1) trips.push(await orderedFlights(on, flights, { seats: 2 }));
  await Promise.all(trips.map(decide));
  const statuses = await Promise.all(trips.map(async (trip) => (await read(trip)).status));
  return {
    held: statuses.filter((status) => status === 'HELD').length,
    taken: await taken(on, flights[0] ?? { flightId: '', cabinId: '' }),
  };
}

describe('parties that want the last two seats', () => {
  it('are one that has them', async () => {
    expect(await crowd(db, 2)).toEqual({ held: 1, taken: [2, 2, 0] });
    expect(await brokenRules(db)).toEqual([]);
  });

  it('would be several without lock and constraint (negative control)', async () => {
    const own = await ownDatabase();
    await makeSky(own);
    await own.pool.query('ALTER TABLE pool_counters DROP CONSTRAINT pool_counters_whole');
    await withoutGuard(own, 'hold_counters', 'ORDER BY c.pool_id, c.unit FOR UPDATE;', ';');
    const update = 'UPDATE pool_counters c SET free';
    await withoutGuard(own, 'hold_counters', update, `PERFORM pg_sleep(0.2); ${update}`);
    expect((await crowd(own, 1)).held).toBeGreaterThan(1);
    expect(await brokenRules(own)).toContain('capacity');
  });
});

describe('the invariants', () => {
  it('name flights that do not hold what was quoted, and parts that do not add up', async () => {
    const own = await ownDatabase();
    await makeSky(own);
    const trip = await heldFlights(own, await ways(own));
    expect(await brokenButPayments(own)).toEqual([]);
    const ofTrip = 'part_id IN (SELECT id FROM trip_parts WHERE trip_id = $1)';
    await own.pool.query(`UPDATE trip_holds SET units = '{0,2}' WHERE position = 1 AND ${ofTrip}`, [trip.id]);
    expect(await brokenButPayments(own)).toEqual(['trips match holds', 'a quote is ordered by whom it was made for']);
    await own.pool.query(`UPDATE trip_holds SET units = '{0,1}' WHERE position = 1 AND ${ofTrip}`, [trip.id]);
    await own.pool.query(
      `UPDATE trip_parts SET detail = jsonb_set(detail, '{price,passengers,0,steps,0,amountMinor}', '1') WHERE trip_id = $1`,
      [trip.id],
    );
    expect(await brokenButPayments(own)).toEqual(['trips add up']);
  });
});

describe('an account that ends', () => {
  it('leaves of who flew that there was one of a kind, and forgets quotes that were not ordered', async () => {
    const flights = await ways(db);
    const trip = await boughtFlights(db, [flights[0]], { seats: 2 });
    const loose = await quotedFlights(db, trip.user, flights);
    await change(testCtx(db), (tx) => forgetTrips(tx, trip.user.userId));
    const now = await read(trip);
    const nobody = { kind: 'adult', surname: '–', given: '–' };
    expect(now.parts).toMatchObject([{ kind: 'flight', passengers: [nobody, nobody] }]);
    expect(JSON.stringify(now)).not.toMatch(/Rao|Asha|1990-05-17|RAO/);
    const { rows } = await db.pool.query<{ id: string; passengers: unknown }>(
      'SELECT id, passengers FROM flight_quotes WHERE user_id = $1',
      [trip.user.userId],
    );
    expect(rows.map(({ id }) => id)).toEqual(trip.quoteIds);
    expect(rows.map(({ id }) => id)).not.toContain(loose);
    expect(JSON.stringify(rows)).not.toMatch(/Rao|Asha|1990-05-17|RAO/);
    expect(await brokenRules(db)).toEqual([]);
  });
});
