import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stayPrice, type StayPrice, type StayWish } from '@docket/contracts/hotel/stay';
import { dayNumber, nightsOf, weekdayOf, dayOf } from './day.ts';
import { anyRule, anyTax, anyType, anyWish, DOUBLE, GOA, PLAIN_NIGHT, TODAY, wishOf } from './fixtures.ts';
import { priceStay } from './price.ts';
import { isRefused } from './refused.ts';
import type { NightOverride, PropertyFacts, RateRule, RoomFacts, TaxRule } from './shapes.ts';

const half = { today: TODAY, soldShareOf: () => 0.5 };

function priced(
  rules: readonly RateRule[],
  wish: StayWish,
  more: {
    readonly property?: Partial<PropertyFacts>;
    readonly overrides?: ReadonlyMap<number, NightOverride>;
    readonly type?: RoomFacts;
    readonly soldShare?: number;
  } = {},
): StayPrice {
  const soldShareOf = (): number => more.soldShare ?? 0.5;
  const price = priceStay(
    { baseMinor: 420_000, rules },
    more.type ?? DOUBLE,
    { ...GOA, ...more.property },
    wish,
    more.overrides ?? new Map(),
    { today: TODAY, soldShareOf },
  );
  if (isRefused(price)) throw new Error(`refused: ${price.code}`);
  return price;
}

const nights = ({ rooms }: StayPrice): string[] =>
  rooms.flatMap((room) => room.nights.map(({ night, priceMinor }) => `${night} ${priceMinor}`));
const steps = ({ rooms }: StayPrice): string[] =>
  (rooms[0]?.nights[0]?.steps ?? []).map(({ label, amountMinor }) => `${label}: ${amountMinor}`);

/** Friday. */
const FRIDAY = '2027-03-05';

describe('the price of a stay', () => {
  it('is derived in the order of kinds, whatever the order of the rules, each of the price so far', () => {
    const rules: RateRule[] = [
      { kind: 'rounding', toMinor: 10_000 },
      { kind: 'promotion', percent: -1_000, label: 'Spring' },
      { kind: 'length', nights: 2, percent: -500, label: 'Two nights' },
      { kind: 'pick_up', soldPercent: 50, percent: 800, label: 'Half the rooms are taken' },
      { kind: 'weekday', days: [5, 6], percent: 1_200, label: 'Weekend' },
      { kind: 'season', from: '11-15', to: '03-15', percent: 2_000, label: 'High season' },
    ];
    const price = priced(rules, wishOf(FRIDAY, 2));
    expect(steps(price)).toEqual([
      'Price of the night: 420000',
      'High season +20 %: 84000',
      'Weekend +12 %: 60480',
      'Half the rooms are taken +8 %: 45158',
      'Two nights −5 %: -30482',
      'Spring −10 %: -57916',
      'Rounded: -1240',
    ]);
    expect(steps(priced(rules.toReversed(), wishOf(FRIDAY, 2)))).toEqual(steps(price));
  });

  it('takes rules only where they hold', () => {
    const only = (rule: RateRule, wish: StayWish, soldShare = 0.5): number =>
      (priced([rule], wish, { soldShare }).rooms[0]?.nights[0]?.priceMinor ?? 0) - 420_000;
    const up = { percent: 1_000, label: 'Up' };
    const on = (arrival: string, length = 1): StayWish => wishOf(arrival, length);
    // Over the end of the year, both days in it.
    for (const [day, holds] of [
      ['2027-11-14', false],
      ['2027-11-15', true],
      ['2028-02-10', true],
      ['2028-02-11', false],
    ] as const)
      expect([day, only({ kind: 'season', from: '11-15', to: '02-10', ...up }, on(day)) > 0]).toEqual([day, holds]);
    for (const [day, holds] of [
      ['2027-03-04', false],
      ['2027-03-05', true],
      ['2027-03-07', true],
      ['2027-03-08', false],
    ] as const)
      expect([day, only({ kind: 'event', from: '2027-03-05', to: '2027-03-07', ...up }, on(day)) > 0]).toEqual([
        day,
        holds,
      ]);
    for (const [day, holds] of [
      ['2027-03-07', false],
      ['2027-03-08', true],
      ['2027-03-15', true],
      ['2027-03-16', false],
    ] as const)
      expect([day, only({ kind: 'lead_time', minDays: 7, maxDays: 14, ...up }, on(day)) > 0]).toEqual([day, holds]);
    for (const [share, holds] of [
      [0.28, false],
      [0.29, true],
      [1, true],
    ] as const)
      expect(only({ kind: 'pick_up', soldPercent: 29, ...up }, on(FRIDAY), share) > 0).toBe(holds);
    for (const [length, holds] of [
      [6, false],
      [7, true],
    ] as const)
      expect(only({ kind: 'length', nights: 7, ...up }, on(FRIDAY, length)) > 0).toBe(holds);
    expect(only({ kind: 'weekday', days: [weekdayOf(dayNumber(FRIDAY))], ...up }, on(FRIDAY))).toBe(42_000);
  });

  it('takes the strongest of rules that are steps of one scale', () => {
    const labels = (rules: RateRule[], length = 8): string[] =>
      steps(priced(rules, wishOf(FRIDAY, length), { soldShare: 0.85 })).slice(1);
    expect(
      labels([
        { kind: 'pick_up', soldPercent: 80, percent: 800, label: 'Nearly full' },
        { kind: 'pick_up', soldPercent: 50, percent: 300, label: 'Half full' },
        { kind: 'length', nights: 3, percent: -500, label: 'Three' },
        { kind: 'length', nights: 7, percent: -1_000, label: 'A week' },
        { kind: 'promotion', percent: -300, label: 'Small' },
        { kind: 'promotion', percent: -700, label: 'Large' },
      ]).map((label) => label.split(/ [+−]/)[0]),
    ).toEqual(['Nearly full', 'A week', 'Large']);
  });

  it('charges adults beyond the base, then children by age, those who cost most within the base', () => {
    const type = { maxAdults: 3, maxChildren: 3, maxGuests: 5, baseGuests: 2 };
    const guests: RateRule = {
      kind: 'guests',
      extraAdultMinor: 90_000,
      children: [
        { toAge: 11, minor: 30_000 },
        { toAge: 16, minor: 50_000 },
      ],
    };
    const extra = (adults: number, childAges: number[]): number =>
      (priced([guests], wishOf(FRIDAY, 1, { adults, childAges }), { type }).rooms[0]?.nights[0]?.priceMinor ?? 0) -
      420_000;
    expect(extra(2, [])).toBe(0);
    expect(extra(3, [])).toBe(90_000);
    expect(extra(2, [5])).toBe(0);
    expect(extra(2, [6])).toBe(30_000);
    expect(extra(2, [11, 12])).toBe(80_000);
    expect(extra(2, [17])).toBe(90_000);
    // The base is for two: the older child has the second place.
    expect(extra(1, [15, 8])).toBe(30_000);
    expect(extra(3, [8, 3])).toBe(120_000);
  });

  it('stays within its bounds and is rounded after them', () => {
    const night = (rules: RateRule[]): number => priced(rules, wishOf(FRIDAY, 1)).roomsMinor;
    expect(
      night([
        { kind: 'bounds', minMinor: 500_001 },
        { kind: 'rounding', toMinor: 100 },
      ]),
    ).toBe(500_000);
    expect(
      night([
        { kind: 'bounds', maxMinor: 399_950 },
        { kind: 'rounding', toMinor: 100 },
      ]),
    ).toBe(400_000);
  });

  it('begins with what a night has instead of the base', () => {
    const overrides = new Map([[dayNumber('2027-03-06'), { ...PLAIN_NIGHT, priceMinor: 700_000 }]]);
    expect(nights(priced([], wishOf(FRIDAY, 2), { overrides }))).toEqual(['2027-03-05 420000', '2027-03-06 700000']);
  });

  it('is refused where the rules make no sense', () => {
    const refused = (rules: RateRule[], baseMinor = 420_000): unknown =>
      priceStay({ baseMinor, rules }, DOUBLE, GOA, wishOf(FRIDAY, 1), new Map(), half);
    const gone = { code: 'price_unsound' };
    expect(refused([{ kind: 'promotion', percent: -10_001, label: 'Mad' }])).toMatchObject(gone);
    // Not even where a bound would lift it again.
    expect(
      refused([
        { kind: 'promotion', percent: -10_001, label: 'Mad' },
        { kind: 'bounds', minMinor: 100 },
      ]),
    ).toMatchObject(gone);
    expect(refused([{ kind: 'promotion', percent: -10_000, label: 'Gift' }])).toMatchObject(gone);
    expect(
      refused(
        Array.from({ length: 12 }, () => ({
          kind: 'season',
          from: '01-01',
          to: '12-31',
          percent: 100_000,
          label: 'Up',
        })),
      ),
    ).toMatchObject(gone);
    expect(refused([], 0)).toMatchObject(gone);
  });
});

describe('taxes and fees', () => {
  const taxed = (taxes: TaxRule[], wish: StayWish, base = 420_000): StayPrice => {
    const price = priceStay({ baseMinor: base, rules: [] }, DOUBLE, { ...GOA, taxes }, wish, new Map(), half);
    if (isRefused(price)) throw new Error(price.code);
    return price;
  };
  const amounts = (price: StayPrice): number[] => price.taxes.map(({ amountMinor }) => amountMinor);

  it('are of the price of the rooms, per room, per person, and once', () => {
    const wish = wishOf(FRIDAY, 3, { adults: 3, childAges: [4, 12], rooms: 2 });
    const price = taxed(
      [
        { kind: 'percent', percent: 1_200, label: 'GST', included: false },
        { kind: 'per_night', minor: 1_000, label: 'Resort fee', included: false },
        { kind: 'per_person_night', minor: 300, label: 'City tax', included: false, fromAge: 12, maxNights: 2 },
        { kind: 'per_stay', minor: 5_000, label: 'Cleaning', included: false },
      ],
      wish,
    );
    expect(price.roomsMinor).toBe(2_520_000);
    expect(amounts(price)).toEqual([302_400, 6_000, 2_400, 5_000]);
    expect(price.totalMinor).toBe(2_520_000 + 315_800);
    expect(price.taxes[0]?.label).toBe('GST 12 %');
  });

  it('go by the average price of a room night, slab by slab', () => {
    const gst: TaxRule[] = [
      { kind: 'percent', percent: 500, label: 'GST', included: false, to: 750_000 },
      { kind: 'percent', percent: 1_800, label: 'GST', included: false, from: 750_000 },
    ];
    expect(amounts(taxed(gst, wishOf(FRIDAY, 2), 749_999))).toEqual([75_000]);
    expect(amounts(taxed(gst, wishOf(FRIDAY, 2), 750_000))).toEqual([270_000]);
  });

  it('are told and add nothing where prices contain them', () => {
    const vat: TaxRule[] = [
      { kind: 'percent', percent: 700, label: 'VAT', included: true },
      { kind: 'percent', percent: 300, label: 'Levy', included: true },
    ];
    const price = taxed(vat, wishOf(FRIDAY, 1), 110_000);
    expect([price.totalMinor, price.taxesMinor, amounts(price)]).toEqual([110_000, 0, [7_000, 3_000]]);
  });
});

/** All of it once more, plainly: sums that are read off the answer alone. */
function addUp(price: StayPrice): { readonly nights: boolean; readonly rooms: number; readonly taxes: number } {
  const all = price.rooms.flatMap((room) => room.nights);
  return {
    nights: all.every((night) => night.steps.reduce((sum, step) => sum + step.amountMinor, 0) === night.priceMinor),
    rooms: all.reduce((sum, { priceMinor }) => sum + priceMinor, 0),
    taxes: price.taxes.filter(({ included }) => !included).reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  };
}

it('adds up, is whole, the same again, and holds to its contract, whatever the rules', () => {
  let sold = 0;
  fc.assert(
    fc.property(
      fc.array(anyRule, { maxLength: 14 }),
      fc.array(anyTax, { maxLength: 4 }),
      anyWish,
      anyType,
      fc.integer({ min: 0, max: 2_000_000 }),
      fc.dictionary(fc.constantFrom('0', '1', '2', '3'), fc.integer({ min: 0, max: 1_000_000 })),
      (rules, taxes, wish, type, baseMinor, prices) => {
        const first = dayNumber(wish.arrival);
        const overrides = new Map(
          Object.entries(prices).map(([at, priceMinor]) => [first + Number(at), { ...PLAIN_NIGHT, priceMinor }]),
        );
        const market = { today: TODAY, soldShareOf: (night: number) => (night % 11) / 10 };
        const again = () => priceStay({ baseMinor, rules }, type, { ...GOA, taxes }, wish, overrides, market);
        const price = again();
        expect(again()).toEqual(price);
        if (isRefused(price)) return;
        sold += 1;
        expect(stayPrice.parse(price)).toEqual(price);
        expect(addUp(price)).toEqual({ nights: true, rooms: price.roomsMinor, taxes: price.taxesMinor });
        expect(price.totalMinor).toBe(price.roomsMinor + price.taxesMinor);
        expect(price.rooms.map((room) => room.nights.map(({ night }) => night))).toEqual(
          price.rooms.map(() => nightsOf(wish).map(dayOf)),
        );
        const bounds = rules.find((rule) => rule.kind === 'bounds');
        const rounding = rules.find((rule) => rule.kind === 'rounding')?.toMinor ?? 1;
        for (const { priceMinor } of price.rooms.flatMap((room) => room.nights)) {
          expect(priceMinor).toBeGreaterThanOrEqual(0);
          expect(priceMinor % rounding).toBe(0);
          if (bounds !== undefined) {
            expect(priceMinor).toBeGreaterThanOrEqual((bounds.minMinor ?? 0) - rounding / 2);
            expect(priceMinor).toBeLessThanOrEqual((bounds.maxMinor ?? Infinity) + rounding / 2);
          }
        }
      },
    ),
    { numRuns: 1_500 },
  );
  expect(sold).toBeGreaterThan(200);
});
