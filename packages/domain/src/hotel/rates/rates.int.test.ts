import { describe, expect, it } from 'vitest';
import type { RateCell, RateChange } from '@docket/contracts/http/rates';
import { makeUser, testCtx } from '@docket/testing/builders';
import { dayNumber, dayOf, weekdayOf } from '@docket/stay/day';
import { brokenRules, db, setUpDatabase } from '../../spine/fixtures.ts';
import { BASE_MINOR, inDays, makeHouse, type House } from '../fixtures.ts';
import { listStayOffers } from '../list-offers.ts';
import { quoteStay } from '../quote.ts';
import { changePlan, previewRules } from './change-plan.ts';
import { getRates } from './get-rates.ts';
import { previewRates } from './preview-rates.ts';
import { writeRates } from './write-rates.ts';

setUpDatabase();

const manager = async () => testCtx(db, await makeUser(db, 'manager'));
type Ctx = Awaited<ReturnType<typeof manager>>;

const tryOut = (ctx: Ctx, house: House, change: RateChange, more: { weekdays?: number[]; to?: string } = {}) =>
  previewRates(ctx, {
    slug: house.slug,
    planIds: [house.planId],
    from: inDays(10),
    to: inDays(17),
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    change,
    ...more,
  });
const cellsOf = ({ cells }: Awaited<ReturnType<typeof tryOut>>): RateCell[] =>
  cells.map(({ planId, after }) => {
    const { guestMinor: _, ...night } = after;
    return { planId, ...night };
  });
const rowsOf = async (house: House): Promise<number> =>
  db.prisma.ratePlanNight.count({ where: { planId: house.planId } });
const firstTotal = async (house: House): Promise<number | undefined> => {
  const stay = { arrival: inDays(10), departure: inDays(12), adults: 2, children: [], rooms: 1 };
  return (await listStayOffers(testCtx(db), { slug: house.slug, ...stay })).data[0]?.price?.roomsMinor;
};

describe('rates of a house', () => {
  it('are tried out first, then written, and are what guests are quoted; quotes of before stay', async () => {
    const [house, ctx] = [await makeHouse(db), await manager()];
    const user = await makeUser(db);
    const stay = {
      planId: house.planId,
      arrival: inDays(10),
      departure: inDays(12),
      adults: 2,
      childAges: [],
      rooms: 1,
    };
    const before = await quoteStay(testCtx(db, user), stay);
    const preview = await tryOut(ctx, house, { price: { kind: 'percent', percent: 1_000 }, minStay: 2 });
    expect(preview.cells).toHaveLength(7);
    expect(preview.cells[0]).toMatchObject({
      before: { priceMinor: null, guestMinor: BASE_MINOR },
      after: { priceMinor: 462_000, guestMinor: 462_000, minStay: 2 },
    });
    expect(await rowsOf(house)).toBe(0);
    const written = await writeRates(ctx, { slug: house.slug, revision: preview.revision, cells: cellsOf(preview) });
    expect(written).toEqual({ revision: preview.revision + 1, changed: 7 });
    expect(await firstTotal(house)).toBe(2 * 462_000);
    expect((await quoteStay(testCtx(db, user), stay)).price.roomsMinor).toBe(2 * 462_000);
    expect(before.price.roomsMinor).toBe(2 * BASE_MINOR);
    const rates = await getRates(ctx, { slug: house.slug, from: inDays(10), to: inDays(12) });
    expect(rates.types[0]?.plans[0]?.nights).toMatchObject([{ priceMinor: 462_000 }, { priceMinor: 462_000 }]);
    expect(rates.types[0]?.left).toEqual([3, 3]);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('are written once, and never over what somebody else has written since', async () => {
    const [house, ctx] = [await makeHouse(db), await manager()];
    const [mine, theirs] = [
      await tryOut(ctx, house, { price: { kind: 'set', minor: 1_000 } }),
      await tryOut(ctx, house, { price: { kind: 'set', minor: 2_000 } }),
    ];
    const put = (preview: typeof mine) =>
      writeRates(ctx, { slug: house.slug, revision: preview.revision, cells: cellsOf(preview) });
    const both = await Promise.allSettled([put(mine), put(theirs)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'rates_changed' } });
    const won = both[0]?.status === 'fulfilled' ? mine : theirs;
    expect(await put(won)).toMatchObject({ changed: 0, revision: won.revision + 1 });
  });

  it('are for the weekdays that are meant, and what is as usual again leaves no row', async () => {
    const [house, ctx] = [await makeHouse(db), await manager()];
    const weekend = await tryOut(ctx, house, { closed: true, closedToArrival: true }, { weekdays: [6, 7] });
    expect(weekend.cells.map(({ after }) => weekdayOf(dayNumber(after.night)))).toEqual(expect.arrayContaining([6, 7]));
    expect(weekend.cells).toHaveLength(2);
    await writeRates(ctx, { slug: house.slug, revision: weekend.revision, cells: cellsOf(weekend) });
    expect(await rowsOf(house)).toBe(2);
    const open = await tryOut(ctx, house, { closed: false, closedToArrival: false });
    expect(open.cells).toHaveLength(2);
    await writeRates(ctx, { slug: house.slug, revision: open.revision, cells: cellsOf(open) });
    expect(await rowsOf(house)).toBe(0);
    // The plan's own price is nothing of the night's own.
    expect((await tryOut(ctx, house, { price: { kind: 'set', minor: BASE_MINOR } })).cells).toEqual([]);
  });

  it('that come to no price are refused, whole, as are other houses’ plans and people who run none', async () => {
    const rules = [{ kind: 'weekday' as const, days: [1, 2, 3, 4, 5, 6, 7], percent: -15_000, label: 'Careless' }];
    const [house, other, ctx] = [await makeHouse(db, { rules }), await makeHouse(db), await manager()];
    await expect(tryOut(ctx, house, { price: { kind: 'set', minor: 500 } })).rejects.toMatchObject({
      code: 'rate_unsound',
    });
    const [cell] = cellsOf(await tryOut(ctx, other, { price: { kind: 'set', minor: 500 } }));
    if (cell === undefined) throw new Error('no cell');
    const put = (slug: string, cells: RateCell[]) => writeRates(ctx, { slug, revision: 0, cells });
    await expect(put(house.slug, [cell])).rejects.toMatchObject({ code: 'plan_not_found' });
    await expect(put(house.slug, [{ ...cell, planId: house.planId }])).rejects.toMatchObject({ code: 'rate_unsound' });
    await expect(put(other.slug, [cell, cell])).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(put(other.slug, [{ ...cell, minStay: 3, maxStay: 2 }])).rejects.toMatchObject({
      code: 'invalid_request',
    });
    expect(await rowsOf(house)).toBe(0);
    const user = testCtx(db, await makeUser(db));
    await expect(writeRates(user, { slug: other.slug, revision: 0, cells: [cell] })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('rules of a plan', () => {
  it('are shown with what they come to before they are saved', async () => {
    const [house, ctx] = [await makeHouse(db), await manager()];
    const rules = [{ kind: 'weekday', days: [6], percent: 2_000, label: 'Saturday' }];
    const ids = { slug: house.slug, planId: house.planId };
    const { data } = await previewRules(ctx, { ...ids, rules });
    expect(data).toHaveLength(30);
    for (const { night, beforeMinor, afterMinor } of data) {
      expect(beforeMinor).toBe(BASE_MINOR);
      expect(afterMinor).toBe(weekdayOf(dayNumber(night)) === 6 ? 504_000 : BASE_MINOR);
    }
    expect((await getRates(ctx, { slug: house.slug, from: inDays(1), to: inDays(2) })).revision).toBe(0);
    expect((await changePlan(ctx, { ...ids, rules })).rules).toEqual(rules);
    const saturday = data.find(({ afterMinor }) => afterMinor !== BASE_MINOR)?.night ?? '';
    const rates = await getRates(ctx, { slug: house.slug, from: saturday, to: dayOf(dayNumber(saturday) + 1) });
    expect(rates).toMatchObject({ revision: 1, types: [{ plans: [{ nights: [{ guestMinor: 504_000 }] }] }] });
  });

  it('that come below zero, or are of no known kind, are refused with where that is', async () => {
    const [house, ctx] = [await makeHouse(db), await manager()];
    const ids = { slug: house.slug, planId: house.planId };
    const careless = [{ kind: 'weekday', days: [1, 2, 3, 4, 5, 6, 7], percent: -15_000, label: 'Careless' }];
    expect(
      (await previewRules(ctx, { ...ids, rules: careless })).data.every(({ afterMinor }) => afterMinor === null),
    ).toBe(true);
    await expect(changePlan(ctx, { ...ids, rules: careless })).rejects.toMatchObject({
      code: 'rate_unsound',
      message: expect.stringContaining(inDays(1)),
    });
    await expect(
      changePlan(ctx, { ...ids, rules: [{ kind: 'weekday', days: [9], percent: 1, label: 'x' }] }),
    ).rejects.toMatchObject({
      code: 'invalid_request',
      fields: [{ path: 'body.rules.0.days.0' }],
    });
    const policy = { steps: [], after: { kind: 'percent', percent: 20_000 } };
    await expect(changePlan(ctx, { ...ids, policy })).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await firstTotal(house)).toBe(2 * BASE_MINOR);
  });
});
