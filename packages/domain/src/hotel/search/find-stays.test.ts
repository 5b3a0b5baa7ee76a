import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Amenity, Board, PropertyKind } from '@docket/contracts/hotel/stay';
import { quickRules } from '@docket/stay/quick';
import { distanceMetres } from '@docket/world/distance';
import { roughRate } from '@docket/world/rates';
import { findStays, type Filters, type StaysFound } from './find-stays.ts';
import { amenitiesOf, amenityBits, type IndexedPlace, type IndexedProperty } from './indexed.ts';
import type { Offer } from './offers.ts';

const KINDS: readonly PropertyKind[] = ['hotel', 'hostel', 'villa'];
const FEW_AMENITIES: readonly Amenity[] = ['wifi', 'pool', 'pets'];
const FEW_BOARDS: readonly Board[] = ['room_only', 'breakfast', 'half_board'];
const AREAS = ['Old Town', 'Harbour', 'Centre'];
const NAMES = ['Hotel Röhrl', 'The Old Röhrl', 'Villa Sol'];
const PLACES: readonly IndexedPlace[] = ['a', 'b'].map((slug, at) => ({
  id: slug,
  slug,
  name: slug,
  country: 'IN',
  timezone: 'Asia/Kolkata',
  lat: 10 + at / 10,
  lon: 20,
}));

const NO_RULES = quickRules([]);

type House = { readonly property: IndexedProperty; readonly offers: readonly (Offer & { readonly free: boolean })[] };

const anyHouse = fc.record({
  stars: fc.integer({ min: 0, max: 3 }),
  kind: fc.constantFrom(...KINDS),
  amenities: fc.subarray([...FEW_AMENITIES]),
  area: fc.constantFrom(...AREAS),
  name: fc.constantFrom(...NAMES),
  currency: fc.constantFrom('EUR', 'EUR', 'JPY'),
  place: fc.constantFrom(...PLACES),
  north: fc.integer({ min: -30, max: 30 }),
  offers: fc.array(
    fc.record({ board: fc.constantFrom(...FEW_BOARDS), total: fc.integer({ min: 1, max: 12 }), free: fc.boolean() }),
    { maxLength: 4 },
  ),
});

const anyWorld: fc.Arbitrary<House[]> = fc.array(anyHouse, { maxLength: 14 }).map((houses) =>
  houses.map(({ stars, kind, amenities, area, name, currency, place, north, offers }, at): House => {
    const id = String(at).padStart(3, '0');
    const words = name === 'Villa Sol' ? '-villa-sol' : name === 'Hotel Röhrl' ? '-hotel-rohrl' : '-the-old-rohrl';
    const property: IndexedProperty = {
      id,
      slug: id,
      name,
      words,
      kind,
      stars,
      place,
      area,
      lat: place.lat + north / 100,
      lon: place.lon,
      amenities: amenityBits(amenities),
      timezone: place.timezone,
      currency,
      childFreeAge: 5,
      taxes: [],
      revision: 0,
      types: [],
      version: 0,
    };
    const type = {
      id,
      name: 'Double',
      maxAdults: 2,
      maxChildren: 0,
      maxGuests: 2,
      baseGuests: 2,
      rooms: 1,
      capacity: 1,
      nightsFrom: 0,
      nightsUntil: 9,
      plans: [],
      slot: -1,
    };
    return {
      property,
      offers: offers
        .map(({ board, total, free }, n) => ({
          type,
          plan: {
            id: `${id}-${n}`,
            name: '',
            board,
            baseMinor: 0,
            rules: NO_RULES,
            restrictions: {},
            overrides: new Map(),
            policy: { steps: [], after: { kind: 'all' as const } },
          },
          totalMinor: total * (currency === 'JPY' ? 178 : 100),
          taxesMinor: 0,
          left: 1,
          free,
        }))
        .toSorted((a, b) => a.totalMinor - b.totalMinor),
    };
  }),
);

const some = <T>(values: readonly T[]) => fc.oneof(fc.constant([] as T[]), fc.subarray([...values]));
const anyFilters: fc.Arbitrary<Filters> = fc.record({
  q: fc.constantFrom('', '', 'rohrl', 'OLD röh', 'sol', 'xyz'),
  stars: some([0, 1, 2, 3]),
  kinds: some(KINDS),
  amenities: some(FEW_AMENITIES),
  areas: some(AREAS),
  boards: some(FEW_BOARDS),
  freeCancellation: fc.boolean(),
  minTotal: fc.oneof(fc.constant(undefined), fc.integer({ min: 0, max: 600 })),
  maxTotal: fc.oneof(fc.constant(undefined), fc.integer({ min: 300, max: 1_300 })),
  sort: fc.constantFrom('recommended', 'price', 'stars', 'distance'),
});

const origin = { lat: 10, lon: 20 };

/** The same said plainly: who is found if the filters were so, asked again for each value of each facet. */
function bruteForce(world: readonly House[], filters: Filters) {
  const currencies = (houses: readonly House[]): string => {
    const all = houses.map(({ property }) => property.currency);
    const counts = ['EUR', 'JPY'].map((code) => ({ code, n: all.filter((each) => each === code).length }));
    const most = counts.toSorted((a, b) => b.n - a.n)[0];
    return most === undefined || most.n === 0 ? 'EUR' : most.code;
  };
  function best({ offers }: House, { boards, freeCancellation }: Filters): House['offers'][number] | undefined {
    return offers.find(
      (offer) => (boards.length === 0 || boards.includes(offer.plan.board)) && (!freeCancellation || offer.free),
    );
  }
  const totalOf = (house: House, offer: Offer, currency: string): number =>
    house.property.currency === currency
      ? offer.totalMinor
      : Math.round(offer.totalMinor * roughRate(house.property.currency, currency));
  function passes(house: House, asked: Filters, priced: boolean, currency = 'EUR'): boolean {
    const { property } = house;
    const words = asked.q
      .toLowerCase()
      .normalize('NFD')
      .replaceAll(/[\u0300-\u036f]/g, '')
      .split(' ')
      .filter(Boolean);
    const ofName = property.words.split('-');
    if (!words.every((word) => ofName.some((each) => each.startsWith(word)))) return false;
    if (asked.stars.length > 0 && !asked.stars.includes(property.stars)) return false;
    if (asked.kinds.length > 0 && !asked.kinds.includes(property.kind)) return false;
    if (asked.areas.length > 0 && !asked.areas.includes(property.area)) return false;
    if (!asked.amenities.every((each) => amenitiesOf(property.amenities).includes(each))) return false;
    const offer = best(house, asked);
    if (offer === undefined) return false;
    if (!priced) return true;
    const total = totalOf(house, offer, currency);
    return total >= (asked.minTotal ?? 0) && total <= (asked.maxTotal ?? Infinity);
  }
  const currency = currencies(world);
  const count = (more: Partial<Filters>, has: (house: House) => boolean = () => true): number =>
    world.filter((house) => has(house) && passes(house, { ...filters, ...more }, true, currency)).length;
  const counted = <T extends string>(values: readonly T[], of: (value: T) => number): Map<string, number> =>
    new Map(values.map((value) => [value, of(value)] as const).filter(([, n]) => n > 0));
  const listed = world.filter((house) => passes(house, filters, false));
  return {
    currency,
    found: world
      .filter((house) => passes(house, filters, true, currency))
      .map((house) => ({ id: house.property.id, plan: best(house, filters)?.plan.id })),
    facets: {
      stars: counted(['0', '1', '2', '3'], (value) => count({ stars: [Number(value)] })),
      kinds: counted(KINDS, (value) => count({ kinds: [value] })),
      areas: counted(AREAS, (value) => count({ areas: [value] })),
      amenities: counted(FEW_AMENITIES, (value) => count({ amenities: [value] })),
      boards: counted(FEW_BOARDS, (value) => count({ boards: [value] })),
      freeCancellation: count({ freeCancellation: true }),
    },
    prices: listed.map((house) => {
      const offer = best(house, filters);
      return offer === undefined ? 0 : totalOf(house, offer, currency);
    }),
  };
}

const isFree = (_: IndexedProperty, offer: Offer): boolean => 'free' in offer && offer.free === true;

async function find(world: readonly House[], filters: Filters): Promise<StaysFound> {
  const offersOf = new Map(world.map(({ property, offers }) => [property, offers]));
  return findStays(
    world.map(({ property }) => property),
    filters,
    { offersOf: (property) => offersOf.get(property) ?? [], isFree, origin },
  );
}

const PLAIN: Filters = {
  q: '',
  stars: [],
  kinds: [],
  amenities: [],
  areas: [],
  boards: [],
  freeCancellation: false,
  minTotal: undefined,
  maxTotal: undefined,
  sort: 'price',
};

describe('a search over any small world', () => {
  it('finds and counts what plain loops find and count', async () => {
    let [found, narrowed] = [0, 0];
    await fc.assert(
      fc.asyncProperty(anyWorld, anyFilters, async (world, filters) => {
        const answer = await find(world, filters);
        const plain = bruteForce(world, filters);
        expect(
          answer.found
            .map(({ property, offer }) => ({ id: property.id, plan: offer.plan.id }))
            .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
        ).toEqual(plain.found);
        const asMap = (facet: readonly { value: string; count: number }[]) =>
          new Map(facet.map(({ value, count }) => [value, count]));
        const { stars, kinds, areas, amenities, boards, freeCancellation } = answer.facets;
        expect({
          stars: asMap(stars),
          kinds: asMap(kinds),
          areas: asMap(areas),
          amenities: asMap(amenities),
          boards: asMap(boards),
          freeCancellation,
        }).toEqual(plain.facets);
        if (plain.prices.length === 0) expect(answer.prices).toBeNull();
        else {
          const [min, max] = [Math.min(...plain.prices), Math.max(...plain.prices)];
          expect(answer.prices).toMatchObject({ currency: plain.currency, minMinor: min, maxMinor: max });
          const bands = Array.from({ length: 10 }, (_, band) => {
            const [low, high] = [min + ((max - min) * band) / 10, min + ((max - min) * (band + 1)) / 10];
            return plain.prices.filter((price) => price >= low - 1e-9 && (price < high - 1e-9 || band === 9)).length;
          });
          if (max > min) expect(answer.prices?.bands).toEqual(bands);
          else expect(answer.prices?.bands[0]).toBe(plain.prices.length);
        }
        found += plain.found.length;
        if (plain.found.length < world.length) narrowed += 1;
      }),
      { numRuns: 3_000 },
    );
    expect(found).toBeGreaterThan(1_000);
    expect(narrowed).toBeGreaterThan(1_000);
  });

  it('counts what is found when a filter is taken, whatever currencies lie there', async () => {
    let counted = 0;
    await fc.assert(
      fc.asyncProperty(anyWorld, anyFilters, async (world, filters) => {
        const total = async (more: Partial<Filters>) => (await find(world, { ...filters, ...more })).found.length;
        const { facets } = await find(world, filters);
        for (const { value, count } of facets.kinds)
          expect(await total({ kinds: KINDS.filter((kind) => kind === value) })).toBe(count);
        for (const { value, count } of facets.areas) expect(await total({ areas: [value] })).toBe(count);
        for (const { value, count } of facets.stars) expect(await total({ stars: [Number(value)] })).toBe(count);
        for (const { value, count } of facets.boards)
          expect(await total({ boards: FEW_BOARDS.filter((board) => board === value) })).toBe(count);
        for (const { value, count } of facets.amenities)
          expect(await total({ amenities: FEW_AMENITIES.filter((each) => each === value) })).toBe(count);
        expect(await total({ freeCancellation: true })).toBe(facets.freeCancellation);
        counted += facets.kinds.length;
      }),
      { numRuns: 1_000 },
    );
    expect(counted).toBeGreaterThan(250);
  });

  it('is in the order that was asked for, and the same one every time', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyWorld,
        fc.constantFrom<Filters['sort']>('recommended', 'price', 'stars', 'distance'),
        async (world, sort) => {
          const { found } = await find(world, { ...PLAIN, sort });
          const again = await find(world.toReversed(), { ...PLAIN, sort });
          expect(again.found.map(({ property }) => property.id)).toEqual(found.map(({ property }) => property.id));
          const keys = found.map(({ property, totalMinor }) => {
            if (sort === 'price') return totalMinor;
            if (sort === 'stars') return -property.stars;
            if (sort === 'distance') return Math.round(distanceMetres(origin, property));
            const group = found.filter(
              ({ property: other }) => other.place === property.place && other.stars === property.stars,
            );
            const totals = group.map((each) => each.totalMinor).toSorted((a, b) => a - b);
            const median = totals[Math.ceil(totals.length / 2) - 1] ?? 0;
            const km = Math.round(distanceMetres(origin, property)) / 1_000;
            return totalMinor / median - 0.08 * property.stars + 0.04 * Math.min(15, km);
          });
          for (const [at, key] of keys.entries())
            expect(key).toBeGreaterThanOrEqual((keys[at - 1] ?? -Infinity) - 1e-9);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('lets others have a turn', async () => {
    let turns = 0;
    const [house] =
      fc.sample(
        anyWorld.filter((world) => world.length > 0),
        1,
      )[0] ?? [];
    if (house === undefined) throw new Error('no house');
    const many = Array.from({ length: 1_000 }, () => house.property);
    await findStays(many, PLAIN, {
      offersOf: () => house.offers,
      isFree,
      origin,
      breathe: async () => void (turns += 1),
    });
    expect(turns).toBe(3);
  });
});
