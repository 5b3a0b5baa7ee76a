import { beforeAll, describe, expect, it } from 'vitest';
import { listBoardingPasses as passesContract } from '@docket/contracts/http/flight-check-in';
import { BCBP_LENGTH, readBoardingPass } from '@docket/flight/bcbp';
import { makeUser, testCtx } from '@docket/testing/builders';
import { withoutClause } from '@docket/testing/guards';
import { ADULT, inDays, makeFlight, makeSky, type MadeFlight } from '../../flight/fixtures.ts';
import { brokenRules, db, ownDatabase, setUpDatabase } from '../../spine/fixtures.ts';
import { cancel, type Ordered } from '../fixtures.ts';
import { listBoardingPasses } from './boarding-passes.ts';
import { checkIn } from './check-in.ts';
import { boughtFlights, heldFlights } from './fixtures.ts';
import { chooseSeats, getFlightSeats } from './seats.ts';
import { listFlightTickets } from './tickets.ts';

setUpDatabase();
beforeAll(() => makeSky(db));

const BABY = { kind: 'infant', surname: 'Rao', given: 'Mira', bornOn: inDays(-200) } as const;
/** Tomorrow night: check-in is open, and stays so for a while. */
const soon = (on = db, rows = 3) => makeFlight(on, 'BOM', 'DEL', inDays(1), { at: '23:00', rows });
const at = ({ id, user, on }: Ordered, { flightId }: MadeFlight) => [testCtx(on, user), { id, flightId }] as const;
const checkedIn = (trip: Ordered, flight: MadeFlight) => checkIn(...at(trip, flight));
const choose = (trip: Ordered, flight: MadeFlight, ...seats: readonly (readonly [number, string])[]) => {
  const [ctx, where] = at(trip, flight);
  return chooseSeats(ctx, { ...where, seats: seats.map(([passenger, seat]) => ({ passenger, seat })) });
};
const passes = ({ id, user, on }: Ordered) => listBoardingPasses(testCtx(on, user), { id });

describe('check-in', () => {
  it('gives everybody a number, seats in one row, and a pass that says what the tickets say', async () => {
    const flight = await soon();
    const trip = await boughtFlights(db, [flight], { passengers: [ADULT, { ...ADULT, given: 'Ravi' }, BABY] });
    const before = await passes(trip);
    expect(before.data).toEqual([]);
    expect(before.meta.checkIn).toMatchObject([{ flightId: flight.flightId, checkedIn: false }]);
    const { data } = await checkedIn(trip, flight);
    expect(data.map(({ seat, sequence }) => [seat, sequence])).toEqual([
      ['1A', 1],
      ['1C', 2],
      [null, 3],
    ]);
    const tickets = (await listFlightTickets(testCtx(db, trip.user), { id: trip.id })).data;
    expect(tickets).toHaveLength(3);
    expect(data.map(({ ticketNumber }) => ticketNumber)).toEqual(tickets.map(({ number }) => number));
    const [first] = data;
    expect(first?.barcode).toHaveLength(BCBP_LENGTH);
    expect(readBoardingPass(first?.barcode ?? '')).toMatchObject({
      surname: 'RAO',
      given: 'ASHA',
      locator: tickets[0]?.locator,
      from: 'BOM',
      to: 'DEL',
      carrier: '0C',
      compartment: 'Y',
      seat: '1A',
      sequence: 1,
      status: '1',
    });
    // Again it is the same, and the next one comes behind them.
    expect((await checkedIn(trip, flight)).data).toEqual(data);
    const other = await boughtFlights(db, [flight]);
    expect((await checkedIn(other, flight)).data.map(({ seat, sequence }) => [seat, sequence])).toEqual([['2A', 4]]);
    const after = await passes(trip);
    expect(passesContract.response.parse(after)).toEqual(after);
    expect(after.meta.checkIn[0]?.checkedIn).toBe(true);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('is open from two days until an hour before departure, for those who have paid', async () => {
    const later = await makeFlight(db, 'BOM', 'DEL', inDays(5));
    const early = await boughtFlights(db, [later]);
    await expect(checkedIn(early, later)).rejects.toMatchObject({ code: 'check_in_closed' });
    const flight = await soon();
    const late = await boughtFlights(db, [flight]);
    await db.pool.query(
      `UPDATE trip_parts SET detail = jsonb_set(detail, '{directions,0,legs,0,departure,at}', to_jsonb($2::text)) WHERE trip_id = $1`,
      [late.id, new Date(Date.now() + 59 * 60_000).toISOString()],
    );
    await expect(checkedIn(late, flight)).rejects.toMatchObject({ code: 'check_in_closed' });
    await expect(choose(late, flight, [0, '3C'])).rejects.toMatchObject({ code: 'check_in_closed' });
    const held = await heldFlights(db, [flight]);
    await expect(checkedIn(held, flight)).rejects.toMatchObject({ code: 'trip_closed' });
    await expect(passes(held)).rejects.toMatchObject({ code: 'trip_closed' });
    const trip = await boughtFlights(db, [flight]);
    await expect(checkedIn(trip, later)).rejects.toMatchObject({ code: 'flight_not_found' });
    await expect(checkedIn({ ...trip, user: await makeUser(db) }, flight)).rejects.toMatchObject({
      code: 'trip_not_found',
    });
  });

  it('of a whole full cabin at once gives each seat to one, and each number', async () => {
    const flight = await soon(db, 5);
    const trips: Ordered[] = [];
    for (let n = 0; n < 5; n += 1) trips.push(await boughtFlights(db, [flight], { seats: 2 }));
    const all = (await Promise.all(trips.map((trip) => checkedIn(trip, flight)))).flatMap(({ data }) => data);
    expect(new Set(all.map(({ seat }) => seat)).size).toBe(10);
    expect(all.map(({ sequence }) => sequence).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('would fail for some of them without the lock of the flight (negative control)', async () => {
    const own = await ownDatabase();
    withoutClause(own, 'flight_of_cabin_lock', ' FOR UPDATE OF f');
    await makeSky(own);
    const flight = await soon(own, 5);
    const trips: Ordered[] = [];
    for (let n = 0; n < 5; n += 1) trips.push(await boughtFlights(own, [flight], { seats: 2 }));
    const results = await Promise.allSettled(trips.map((trip) => checkedIn(trip, flight)));
    // What the constraint then refuses is no answer that anybody can do something with.
    expect(results.some(({ status }) => status === 'rejected')).toBe(true);
  });
});

describe('the seats of a cabin', () => {
  it('are chosen, changed and exchanged, all that are named or none', async () => {
    const flight = await soon();
    const [trip, other] = [await boughtFlights(db, [flight], { seats: 2 }), await boughtFlights(db, [flight])];
    await choose(trip, flight, [0, '2A'], [1, '2C']);
    await choose(trip, flight, [0, '2C'], [1, '2A']);
    const map = await getFlightSeats(...at(trip, flight));
    expect(map).toMatchObject({ cabin: 'economy', layout: 'A C' });
    expect(map.seats.filter(({ free }) => !free).map(({ seat, passenger }) => [seat, passenger])).toEqual([
      ['2A', 1],
      ['2C', 0],
    ]);
    expect((await getFlightSeats(...at(other, flight))).seats.find(({ seat }) => seat === '2A')).toMatchObject({
      free: false,
      passenger: null,
      kind: 'window',
    });
    await expect(choose(other, flight, [0, '2A'])).rejects.toMatchObject({ code: 'seat_taken' });
    await expect(choose(trip, flight, [0, '3A'], [1, '9Z'])).rejects.toMatchObject({ code: 'seat_not_found' });
    await expect(choose(trip, flight, [0, '3A'], [1, '3A'])).rejects.toMatchObject({ code: 'seat_choice_refused' });
    await expect(choose(trip, flight, [7, '3A'])).rejects.toMatchObject({ code: 'seat_choice_refused' });
    await choose(other, flight, [0, '1C']);
    // Chosen seats are kept at check-in.
    expect((await checkedIn(trip, flight)).data.map(({ seat }) => seat)).toEqual(['2C', '2A']);
    await cancel(trip);
    expect((await getFlightSeats(...at(other, flight))).seats.filter(({ free }) => !free)).toHaveLength(1);
  });

  it('are given at check-in where the fare has no choice, and infants have none', async () => {
    const flight = await soon();
    const baby = await boughtFlights(db, [flight], { passengers: [ADULT, BABY] });
    await expect(choose(baby, flight, [1, '3A'])).rejects.toMatchObject({ code: 'seat_choice_refused' });
    await db.pool.query(
      `UPDATE trip_parts SET detail = jsonb_set(detail, '{family,seatChoice}', 'false') WHERE trip_id = $1`,
      [baby.id],
    );
    await expect(choose(baby, flight, [0, '3A'])).rejects.toMatchObject({ code: 'seat_choice_refused' });
  });

  it('are one person’s when two want the same at once', async () => {
    const flight = await soon();
    const trips = [
      await boughtFlights(db, [flight]),
      await boughtFlights(db, [flight]),
      await boughtFlights(db, [flight]),
    ];
    const results = await Promise.allSettled(trips.map((trip) => choose(trip, flight, [0, '3A'])));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'seat_taken' });
  });
});
