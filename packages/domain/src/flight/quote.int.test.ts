import { beforeAll, describe, expect, it } from 'vitest';
import { makeUser, testCtx, type TestUser } from '@docket/testing/builders';
import { brokenRules, db, ownDatabase, setUpDatabase } from '../spine/fixtures.ts';
import { ADULT, inDays, makeFlight, makeSky } from './fixtures.ts';
import { getFlightQuote, quoteFlights } from './quote.ts';

setUpDatabase();
let user: TestUser;
beforeAll(async () => {
  await makeSky(db);
  user = await makeUser(db);
});

type Asked = Parameters<typeof quoteFlights>[1];
const quote = (directions: readonly (readonly string[])[], more: Partial<Asked> = {}) =>
  quoteFlights(testCtx(db, user), {
    directions: directions.map((flightIds) => ({ flightIds: [...flightIds] })),
    cabin: 'economy',
    family: 'CLASSIC',
    passengers: [ADULT],
    ...more,
  });

/** Mumbai to Bengaluru and on, so many minutes later; an Indian flight changes into one of its kind. */
async function chain(pause: number, terminal = 0): Promise<string[]> {
  const at = 6 * 60 + 90 + pause;
  const clock = `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
  const first = await makeFlight(db, 'BOM', 'BLR', inDays(5), { at: '06:00', minutes: 90 });
  const second = await makeFlight(db, 'BLR', 'DEL', inDays(5), { at: clock, minutes: 150, terminals: [terminal, 0] });
  return [first.flightId, second.flightId];
}

describe('a quote', () => {
  it('says what all of it costs for whom and how that comes about, and is kept for its person', async () => {
    const flights = await chain(30);
    const quoted = await quote([flights], {
      passengers: [
        { ...ADULT, surname: 'Müller-Łęcki', given: 'Zoë' },
        { kind: 'child', surname: 'Rao', given: 'Ravi', bornOn: '2020-01-01' },
      ],
    });
    // Two flights of 4,000: the family adds a tenth and 500 for each; 300 of tax for each departure.
    expect(quoted.price).toEqual({
      currency: 'INR',
      passengers: [
        {
          kind: 'adult',
          count: 1,
          steps: [
            { kind: 'base', label: 'BOM to BLR', amountMinor: 400_000, included: false },
            { kind: 'base', label: 'BLR to DEL', amountMinor: 400_000, included: false },
            { kind: 'family', label: 'Classic', amountMinor: 180_000, included: false },
            { kind: 'tax', label: 'Airport fee BOM', amountMinor: 30_000, included: false },
            { kind: 'tax', label: 'Airport fee BLR', amountMinor: 30_000, included: false },
          ],
          eachMinor: 1_040_000,
        },
        {
          kind: 'child',
          count: 1,
          steps: [
            { kind: 'base', label: 'BOM to BLR', amountMinor: 400_000, included: false },
            { kind: 'base', label: 'BLR to DEL', amountMinor: 400_000, included: false },
            { kind: 'family', label: 'Classic', amountMinor: 180_000, included: false },
            { kind: 'share', label: 'Child −25 %', amountMinor: -245_000, included: false },
            { kind: 'tax', label: 'Airport fee BOM', amountMinor: 30_000, included: false },
            { kind: 'tax', label: 'Airport fee BLR', amountMinor: 30_000, included: false },
          ],
          eachMinor: 795_000,
        },
      ],
      faresMinor: 1_715_000,
      taxesMinor: 120_000,
      totalMinor: 1_835_000,
    });
    expect(quoted.passengers[0]?.passport).toEqual({ surname: 'MUELLER LECKI', given: 'ZOE' });
    // Both pay the fee of the family; from a day before on nothing comes back.
    expect(quoted.policy.map(({ feeMinor, untilLocal }) => [feeMinor, untilLocal])).toEqual([
      [400_000, `${inDays(4)}T06:00`],
      [1_835_000, null],
    ]);
    expect(quoted.directions[0]?.legs.map((leg) => leg.changeMinutes)).toEqual([30, null]);
    expect(await getFlightQuote(testCtx(db, user), { id: quoted.quoteId })).toEqual(quoted);
    await expect(getFlightQuote(testCtx(db, await makeUser(db)), { id: quoted.quoteId })).rejects.toMatchObject({
      code: 'quote_not_found',
    });
    const left = Date.parse(quoted.expiresAt) - Date.now();
    expect(left).toBeGreaterThan(890_000);
    expect(left).toBeLessThanOrEqual(901_000);
  });

  it('keeps the fare of who may not give it back, and gives back the taxes', async () => {
    const quoted = await quote([await chain(40)], { family: 'LITE' });
    expect(quoted.policy.map(({ feeMinor, label }) => [feeMinor, label])).toEqual([
      [800_000, 'The fare'],
      [860_000, 'The whole price'],
    ]);
  });

  it('is not made of flights that are none together', async () => {
    await expect(quote([await chain(29)])).rejects.toMatchObject({
      code: 'connection_too_short',
      message: expect.stringContaining('29 minutes; changing planes at BLR takes 30'),
    });
    await expect(quote([await chain(45, 2)])).rejects.toMatchObject({ code: 'connection_too_short' });
    const [first = '', second = ''] = await chain(60);
    await expect(quote([[second, first]])).rejects.toMatchObject({ code: 'flights_do_not_connect' });
    await expect(quote([[second], [first]])).rejects.toMatchObject({ code: 'directions_out_of_order' });
    await expect(quote([[first], [first]])).rejects.toMatchObject({ code: 'directions_out_of_order' });
    await expect(quote([[first]], { cabin: 'business' })).rejects.toMatchObject({ code: 'flight_not_found' });
    await expect(quote([[first]], { family: 'GOLD' })).rejects.toMatchObject({ code: 'fare_family_not_found' });
    await db.pool.query(`UPDATE dated_flights SET status = 'CANCELLED' WHERE id = $1`, [second]);
    await expect(quote([[second]])).rejects.toMatchObject({ code: 'flight_not_found' });
    await db.pool.query(`UPDATE dated_flights SET departs_at = now() - interval '1 second' WHERE id = $1`, [first]);
    await expect(quote([[first]])).rejects.toMatchObject({ code: 'flight_in_the_past' });
    await expect(
      quoteFlights(testCtx(db), { directions: [], cabin: 'economy', family: 'LITE', passengers: [ADULT] }),
    ).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('is not made for who may not fly so', async () => {
    const out = await makeFlight(db, 'BOM', 'DEL', inDays(3), { at: '09:00' });
    const back = await makeFlight(db, 'DEL', 'BOM', inDays(8), { at: '09:00' });
    const born = (days: number): string => {
      const day = new Date(`${inDays(days)}T00:00:00Z`);
      day.setUTCFullYear(day.getUTCFullYear() - 2);
      return day.toISOString().slice(0, 10);
    };
    const baby = { kind: 'infant', surname: 'Rao', given: 'Mira', bornOn: born(6) } as const;
    // Two years old on the way back, and not yet on the way there.
    await expect(quote([[out.flightId], [back.flightId]], { passengers: [ADULT, baby] })).rejects.toMatchObject({
      code: 'party_refused',
      fields: [{ path: 'body.passengers.1.kind' }],
    });
    await expect(quote([[out.flightId]], { passengers: [ADULT, baby] })).resolves.toMatchObject({
      price: { passengers: [{ count: 1 }, { kind: 'infant', count: 1 }] },
    });
    await expect(quote([[out.flightId]], { passengers: [baby] })).rejects.toMatchObject({ code: 'party_refused' });
    await expect(quote([[out.flightId]], { passengers: [{ ...ADULT, bornOn: inDays(9) }] })).rejects.toMatchObject({
      code: 'party_refused',
    });
    await expect(quote([[out.flightId]], { passengers: [{ ...ADULT, surname: '王' }] })).rejects.toMatchObject({
      code: 'passport_name',
      fields: [{ path: 'body.passengers.0.surname' }],
    });
  });

  it('is not made of more seats than one bucket and the cabin have', async () => {
    const { flightId } = await makeFlight(db, 'BOM', 'DEL', inDays(4), {
      rows: 2,
      buckets: [
        { seats: 1, priceMinor: 100_000 },
        { seats: 9, priceMinor: 300_000 },
      ],
    });
    const party = (n: number) => ({ passengers: Array.from({ length: n }, () => ADULT), family: 'LITE' });
    expect((await quote([[flightId]], party(1))).price.totalMinor).toBe(130_000);
    expect((await quote([[flightId]], party(4))).price.totalMinor).toBe(4 * 330_000);
    await expect(quote([[flightId]], party(5))).rejects.toMatchObject({ code: 'flight_sold_out' });
  });
});

describe('the invariants', () => {
  it('name a quote that does not add up', async () => {
    const own = await ownDatabase();
    await makeSky(own);
    const { flightId } = await makeFlight(own, 'BOM', 'DEL', inDays(4));
    const { quoteId } = await quoteFlights(testCtx(own, await makeUser(own)), {
      directions: [{ flightIds: [flightId] }],
      cabin: 'economy',
      family: 'LITE',
      passengers: [ADULT],
    });
    expect(await brokenRules(own)).toEqual([]);
    await own.pool.query(
      `UPDATE flight_quotes SET price = jsonb_set(price, '{passengers,0,steps,0,amountMinor}', '1') WHERE id = $1`,
      [quoteId],
    );
    expect(await brokenRules(own)).toEqual(['flight quotes add up']);
  });
});
