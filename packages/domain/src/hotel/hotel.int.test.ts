import { describe, expect, it } from 'vitest';
import { newId } from '@docket/runtime/id';
import { makeUser, testCtx } from '@docket/testing/builders';
import { dayNumber } from '@docket/stay/day';
import { brokenRules, db, ownDatabase, setUpDatabase } from '../spine/fixtures.ts';
import { hold } from '../reservation/hold.ts';
import { confirm } from '../reservation/confirm.ts';
import { getHotelCalendar } from './calendar.ts';
import { inDays, makeHouse, override, type House } from './fixtures.ts';
import { listStayOffers } from './list-offers.ts';
import { getStayQuote, quoteStay } from './quote.ts';
import { changeRooms } from './rooms.ts';

setUpDatabase();

/** Sells so many rooms of a night. */
async function sell(house: House, day: string, rooms: number): Promise<void> {
  const [held] = await hold(db.pool, [
    {
      poolId: house.roomTypeId,
      ownerId: newId(),
      wanted: { units: [dayNumber(day)], quantity: rooms },
      perOwner: null,
      seconds: 600,
      subject: { kind: 'house', id: newId() },
    },
  ]);
  if (held?.outcome !== 'held') throw new Error('not held');
  await confirm(db.pool, held.holdId);
}

const couple = { adults: 2, children: [], rooms: 1 };
const offers = async (house: House, from = 10, to = 12, more: Partial<typeof couple> = {}) =>
  (
    await listStayOffers(testCtx(db), {
      slug: house.slug,
      arrival: inDays(from),
      departure: inDays(to),
      ...couple,
      ...more,
    })
  ).data;

describe('offers of a property', () => {
  it('say what each plan costs, all of it, under which terms, and what is left', async () => {
    const house = await makeHouse(db, { rooms: 3 });
    await sell(house, inDays(11), 2);
    const [offer] = await offers(house);
    expect(offer).toMatchObject({ plan: 'Flexible', board: 'breakfast', left: 1, refused: null });
    expect(offer?.price).toMatchObject({
      roomsMinor: 840_000,
      taxesMinor: 100_800,
      totalMinor: 940_800,
      currency: 'INR',
    });
    expect(offer?.policy.map(({ label, feeMinor }) => [label, feeMinor])).toEqual([
      ['Free', 0],
      ['The first night', 470_400],
      ['The whole price', 940_800],
    ]);
  });

  it('go up with what is sold of a night', async () => {
    const rules = [{ kind: 'pick_up', soldPercent: 60, percent: 1_000, label: 'Nearly full' } as const];
    const house = await makeHouse(db, { rooms: 3, rules });
    await sell(house, inDays(11), 2);
    const [offer] = await offers(house);
    expect(offer?.price?.rooms[0]?.nights.map(({ priceMinor }) => priceMinor)).toEqual([420_000, 462_000]);
  });

  it('say why a plan cannot be had, the others first', async () => {
    const house = await makeHouse(db, { rooms: 2 });
    await db.prisma.ratePlan.create({
      data: {
        id: newId(),
        roomTypeId: house.roomTypeId,
        name: 'Weekly',
        board: 'room_only',
        baseMinor: 1,
        rules: [],
        restrictions: { minStay: 7 },
        policy: { steps: [], after: { kind: 'all' } },
        position: -1,
      },
    });
    expect((await offers(house)).map(({ plan, refused }) => [plan, refused?.code ?? null])).toEqual([
      ['Flexible', null],
      ['Weekly', 'min_stay'],
    ]);
    await sell(house, inDays(10), 1);
    const [few] = await offers(house, 10, 12, { rooms: 2 });
    expect(few?.refused).toEqual({ code: 'min_stay', reason: expect.any(String) });
    expect((await offers(house, 10, 12, { rooms: 2 })).find(({ plan }) => plan === 'Flexible')?.refused).toEqual({
      code: 'sold_out',
      reason: `Only 1 room is left for the night of ${inDays(10)}.`,
    });
    await sell(house, inDays(10), 1);
    expect((await offers(house)).find(({ plan }) => plan === 'Flexible')).toMatchObject({
      left: 0,
      price: null,
      refused: { code: 'sold_out' },
    });
    await db.pool.query(`UPDATE properties SET status = 'CLOSED' WHERE id = $1`, [house.propertyId]);
    expect((await offers(house)).map(({ refused }) => refused?.code)).toEqual(['closed', 'closed']);
  });

  it('are of dates that can be sold at all', async () => {
    const house = await makeHouse(db);
    await expect(offers(house, -1, 1)).rejects.toMatchObject({ code: 'stay_in_the_past' });
    await expect(offers(house, 399, 401)).rejects.toMatchObject({ code: 'stay_beyond_horizon' });
    await expect(offers(house, 1, 62)).rejects.toMatchObject({ code: 'stay_too_long' });
    await expect(offers({ ...house, slug: 'nowhere' })).rejects.toMatchObject({ code: 'property_not_found' });
    expect((await offers(house, 398, 400))[0]?.refused).toBeNull();
  });
});

describe('the calendar of a property', () => {
  it('says what the cheapest room costs in each night, and when one may come and go', async () => {
    const house = await makeHouse(db, { rooms: 1 });
    await override(db, house, inDays(11), { priceMinor: 500_000, closedToArrival: true, minStay: 2 });
    await override(db, house, inDays(12), { closed: true });
    await override(db, house, inDays(13), { closedToDeparture: true, minStay: 3 });
    await sell(house, inDays(14), 1);
    const { currency, data } = await getHotelCalendar(testCtx(db), {
      slug: house.slug,
      from: inDays(10),
      to: inDays(15),
    });
    expect([currency, data]).toEqual([
      'INR',
      [
        { night: inDays(10), priceMinor: 420_000, minStay: 1, arrival: true, departure: true },
        { night: inDays(11), priceMinor: 500_000, minStay: 2, arrival: false, departure: true },
        { night: inDays(12), priceMinor: null, minStay: 1, arrival: false, departure: true },
        { night: inDays(13), priceMinor: 420_000, minStay: 3, arrival: true, departure: false },
        { night: inDays(14), priceMinor: null, minStay: 1, arrival: false, departure: true },
      ],
    ]);
    const past = await getHotelCalendar(testCtx(db), { slug: house.slug, from: inDays(-1), to: inDays(1) });
    expect(past.data.map(({ priceMinor }) => priceMinor)).toEqual([null, 420_000]);
    await expect(
      getHotelCalendar(testCtx(db), { slug: house.slug, from: inDays(0), to: inDays(401) }),
    ).rejects.toMatchObject({ code: 'stay_too_long' });
  });
});

describe('a quote', () => {
  const wish = (planId: string) => ({
    planId,
    arrival: inDays(10),
    departure: inDays(12),
    adults: 2,
    childAges: [5],
    rooms: 1,
  });

  it('is what offers say, is kept for its person for 15 minutes, and holds nothing', async () => {
    const house = await makeHouse(db);
    const user = await makeUser(db);
    const quote = await quoteStay(testCtx(db, user), wish(house.planId));
    const [offer] = await offers(house);
    expect(quote.price.totalMinor).toBe(offer?.price?.totalMinor);
    expect(quote.policy).toEqual(offer?.policy);
    expect(quote).toMatchObject({
      roomType: 'Double',
      plan: 'Flexible',
      stay: { arrival: inDays(10), rooms: 1, childAges: [5] },
      property: { name: 'Sea View', place: { name: 'Goa' } },
    });
    expect(Date.parse(quote.expiresAt) - Date.now()).toBeGreaterThan(890_000);
    expect(Date.parse(quote.expiresAt) - Date.now()).toBeLessThanOrEqual(901_000);
    expect(await getStayQuote(testCtx(db, user), { id: quote.quoteId })).toEqual(quote);
    await expect(getStayQuote(testCtx(db, await makeUser(db)), { id: quote.quoteId })).rejects.toMatchObject({
      code: 'quote_not_found',
    });
    expect((await offers(house))[0]?.left).toBe(3);
  });

  it('is not made of what is not sold', async () => {
    const house = await makeHouse(db, { rooms: 1 });
    const ctx = testCtx(db, await makeUser(db));
    await expect(quoteStay(ctx, wish(newId()))).rejects.toMatchObject({ code: 'plan_not_found' });
    await sell(house, inDays(11), 1);
    await expect(quoteStay(ctx, wish(house.planId))).rejects.toMatchObject({
      code: 'stay_not_offered',
      message: expect.stringContaining('Sold out'),
    });
    await expect(quoteStay(testCtx(db), wish(house.planId))).rejects.toMatchObject({ code: 'unauthenticated' });
    const mad = await makeHouse(db, { rules: [{ kind: 'promotion', percent: -20_000, label: 'Mad' }] });
    await expect(quoteStay(ctx, wish(mad.planId))).rejects.toMatchObject({ code: 'stay_not_offered' });
  });
});

describe('the rooms of a type', () => {
  it('may become more or fewer, also in nights that are sold, but not fewer than that', async () => {
    const house = await makeHouse(db, { rooms: 3 });
    await sell(house, inDays(10), 2);
    const ctx = testCtx(db);
    await changeRooms(ctx, { roomTypeId: house.roomTypeId, rooms: 2, overbooking: 1 });
    await changeRooms(ctx, { roomTypeId: house.roomTypeId, rooms: 2, overbooking: 0 });
    expect((await offers(house)).map(({ left, refused }) => [left, refused?.code])).toEqual([[0, 'sold_out']]);
    await expect(changeRooms(ctx, { roomTypeId: house.roomTypeId, rooms: 1, overbooking: 0 })).rejects.toMatchObject({
      code: 'rooms_taken',
      message: expect.stringContaining(inDays(10)),
    });
    expect((await db.pool.query('SELECT rooms FROM room_types WHERE id = $1', [house.roomTypeId])).rows).toEqual([
      { rooms: 2 },
    ]);
    expect((await db.pool.query('SELECT revision FROM properties WHERE id = $1', [house.propertyId])).rows).toEqual([
      { revision: 2 },
    ]);
    expect(await brokenRules(db)).toEqual([]);
  });
});

describe('the invariants', () => {
  it('name a type whose nights are not what its rooms say, and a quote that does not add up', async () => {
    const own = await ownDatabase();
    const house = await makeHouse(own);
    const { quoteId } = await quoteStay(testCtx(own, await makeUser(own)), {
      planId: house.planId,
      arrival: inDays(10),
      departure: inDays(12),
      adults: 2,
      childAges: [],
      rooms: 1,
    });
    expect(await brokenRules(own)).toEqual([]);
    await own.pool.query('UPDATE room_types SET overbooking = 1 WHERE id = $1', [house.roomTypeId]);
    expect(await brokenRules(own)).toEqual(['rooms are on sale']);
    await own.pool.query('UPDATE room_types SET overbooking = 0 WHERE id = $1', [house.roomTypeId]);
    await own.pool.query(
      `UPDATE stay_quotes SET price = jsonb_set(price, '{taxes,0,amountMinor}', '1') WHERE id = $1`,
      [quoteId],
    );
    expect(await brokenRules(own)).toEqual(['quotes add up']);
  });
});
