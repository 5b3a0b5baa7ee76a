import type { Amenity, Board, PropertyKind } from '@docket/contracts/hotel/stay';
import type { CancellationPolicy, RateRule, Restrictions, TaxRule } from '@docket/stay/shapes';
import { CITIES, type City } from './cities.ts';
import { distanceMetres, offsetPoint, type Point } from './distance.ts';
import { NAME_STYLES, type Names } from './name-styles.ts';
import { Random } from './random.ts';
import { fromEuros } from './rates.ts';
import { slugOf } from './slug.ts';
import { FLEXIBLE, MODERATE, NON_REFUNDABLE, priceStep, restrictionsOf, rulesOf, taxesOf } from './terms.ts';

export type WorldPlan = {
  readonly id: string;
  readonly name: string;
  readonly board: Board;
  /** Minor units of the property's currency. */
  readonly baseMinor: number;
  readonly rules: readonly RateRule[];
  readonly restrictions: Restrictions;
  readonly policy: CancellationPolicy;
};

export type WorldRoomType = {
  readonly id: string;
  readonly name: string;
  readonly beds: string;
  readonly sizeSqm: number;
  readonly maxAdults: number;
  readonly maxChildren: number;
  readonly maxGuests: number;
  readonly baseGuests: number;
  readonly rooms: number;
  readonly overbooking: number;
  readonly amenities: readonly Amenity[];
  readonly plans: readonly WorldPlan[];
};

/** An invented house in a real city, with all that it is sold by. */
export type WorldProperty = Point & {
  readonly id: string;
  readonly slug: string;
  readonly city: City;
  readonly name: string;
  readonly kind: PropertyKind;
  /** 0: it has none. */
  readonly stars: number;
  readonly area: string;
  readonly address: string;
  readonly description: string;
  readonly amenities: readonly Amenity[];
  /** Minutes after midnight. */
  readonly checkInFrom: number;
  readonly checkOutUntil: number;
  readonly childFreeAge: number;
  readonly taxes: readonly TaxRule[];
  readonly roomTypes: readonly WorldRoomType[];
};

/** The place of a city, the same for the same seed. */
export function placeId(seed: string, city: Pick<City, 'slug'>): string {
  return new Random(`${seed}/place/${city.slug}`).uuid();
}

/**
 * So many invented properties in the cities of the world, one after another, city by city. The same seed gives the same; a larger count gives the same again and more in
 * each city. Larger cities have more, as the square root of who lives there.
 * @param seed any text @param count at least as many as there are cities for each to have one
 */
export function* properties(seed: string, count: number): Generator<WorldProperty> {
  const shares = CITIES.map(({ population }) => Math.sqrt(population));
  const whole = shares.reduce((sum, share) => sum + share, 0);
  let [passed, made] = [0, 0];
  for (const [at, city] of CITIES.entries()) {
    passed += shares[at] ?? 0;
    // What is rounded away here comes in a later city, so that they add up.
    const until = Math.round((count * passed) / whole);
    yield* propertiesOf(seed, city, until - made);
    made = until;
  }
}

function* propertiesOf(seed: string, city: City, count: number): Generator<WorldProperty> {
  const names = new Set<string>();
  const slugs = new Set<string>();
  const level = 0.85 + 0.4 * new Random(`${seed}/level/${city.slug}`).unit();
  for (let n = 0; n < count; n += 1) {
    const random = new Random(`${seed}/${city.slug}/${n}`);
    yield propertyOf(random, city, level, (kind, area) => unused(random, city, kind, area, names), slugs);
  }
}

const KINDS: Readonly<Record<PropertyKind, number>> = {
  hotel: 58,
  apartment: 14,
  guesthouse: 13,
  hostel: 7,
  resort: 5,
  villa: 3,
};
const STARS: Readonly<Record<PropertyKind, Readonly<Record<string, number>>>> = {
  hotel: { 1: 3, 2: 14, 3: 42, 4: 30, 5: 11 },
  resort: { 3: 20, 4: 50, 5: 30 },
  apartment: { 0: 40, 3: 40, 4: 20 },
  hostel: { 0: 90, 1: 10 },
  guesthouse: { 0: 60, 2: 15, 3: 25 },
  villa: { 0: 60, 4: 30, 5: 10 },
};
const OF_STARS = [0.62, 0.55, 0.72, 1, 1.55, 2.9] as const;
const OF_KIND: Readonly<Record<PropertyKind, number>> = {
  hotel: 1,
  resort: 1.25,
  apartment: 0.95,
  hostel: 0.5,
  guesthouse: 0.7,
  villa: 2.4,
};

function propertyOf(
  random: Random,
  city: City,
  level: number,
  nameOf: (kind: PropertyKind, area: string) => string,
  slugs: Set<string>,
): WorldProperty {
  const id = random.uuid();
  const kind = random.weighted(KINDS);
  const stars = Number(random.weighted(STARS[kind]));
  const { area, ...point } = spotIn(random, city);
  const km = distanceMetres(city, point) / 1_000;
  const name = nameOf(kind, area);
  const { currency } = city.country;
  const euros =
    city.country.doubleEuros *
    level *
    (OF_STARS[stars] ?? 1) *
    OF_KIND[kind] *
    Math.exp(0.18 * random.bell()) *
    (0.88 + 0.25 * Math.exp(-km / 2.5));
  const isLeisure = kind === 'resort' || kind === 'villa' || random.chance(0.55);
  const amenities = amenitiesOf(random, kind, stars, isLeisure);
  const rules = rulesOf(random, city, isLeisure, fromEuros(1, currency), currency);
  const restrictions = restrictionsOf(random, isLeisure);
  return {
    id,
    slug: distinct(`${slugOf(name)}-${city.slug}`, slugs),
    city,
    name,
    kind,
    stars,
    area,
    ...point,
    address: addressOf(random, city, area),
    description: describe(kind, stars, area, city, km, amenities),
    amenities,
    checkInFrom: random.pick([840, 900, 900, 960]),
    checkOutUntil: random.pick([600, 660, 660, 720]),
    childFreeAge: random.pick([-1, 2, 5, 5, 5, 11]),
    taxes: taxesOf(city, stars),
    roomTypes: roomTypesOf(random, { kind, stars, euros, currency, rules, restrictions }),
  };
}

function distinct(slug: string, taken: Set<string>): string {
  let found = slug;
  for (let n = 2; taken.has(found); n += 1) found = `${slug}-${n}`;
  taken.add(found);
  return found;
}

/** A name that no other house of the city has: with the part of town where it would, and numbered where even that is taken. */
function unused(random: Random, city: City, kind: PropertyKind, area: string, names: Set<string>): string {
  const style = NAME_STYLES[city.country.style];
  let name = filled(random, style, kind, area, city);
  for (let tries = 0; names.has(name) && tries < 8; tries += 1) name = filled(random, style, kind, area, city);
  if (names.has(name) && !name.includes(area)) name = `${name} ${area}`;
  const first = name;
  for (let n = 2; names.has(name); n += 1) name = `${first} ${n}`;
  names.add(name);
  return name;
}

function filled(random: Random, style: Names, kind: PropertyKind, area: string, city: City): string {
  const [word, person] = [random.pick(style.words), random.pick(style.people)];
  const pattern = random.pick(style[kind]);
  return pattern.replace('{w}', word).replace('{p}', person).replace('{a}', area).replace('{c}', city.name);
}

/** Somewhere in town: mostly in its parts, densest in the middle of each; else around the middle, thinner with the distance. */
function spotIn(random: Random, city: City): Point & { area: string } {
  const spread = Math.min(4, Math.max(0.5, Math.sqrt(city.population) / 900));
  const area = city.areas.length > 0 && random.chance(0.85) ? random.pick(city.areas) : undefined;
  const away = -Math.log(1 - random.unit()) * (area === undefined ? spread : 0.45);
  const turn = random.unit() * 2 * Math.PI;
  const [east, north] = [Math.cos(turn) * Math.min(away, 12), Math.sin(turn) * Math.min(away, 12)];
  const point = offsetPoint(area ?? city, east, north);
  const rounded = { lat: Math.round(point.lat * 1e5) / 1e5, lon: Math.round(point.lon * 1e5) / 1e5 };
  return { ...rounded, area: area?.name ?? sideOf(east, north) };
}

function sideOf(east: number, north: number): string {
  if (Math.hypot(east, north) < 1.2) return 'Centre';
  if (Math.abs(north) >= Math.abs(east)) return north > 0 ? 'North' : 'South';
  return east > 0 ? 'East' : 'West';
}

/** Styles in whose countries the number comes after the street. */
const NUMBER_LAST = new Set([
  'dutch',
  'german',
  'greek',
  'italian',
  'nordic',
  'portuguese',
  'slavic',
  'spanish',
  'turkish',
  'malay',
  'korean',
]);

function addressOf(random: Random, city: City, area: string): string {
  const { style } = city.country;
  const [street, number] = [random.pick(NAME_STYLES[style].streets), random.whole(1, 180)];
  const line =
    style === 'japanese'
      ? `${street} ${random.whole(1, 30)}-${random.whole(1, 20)}`
      : NUMBER_LAST.has(style)
        ? `${street} ${number}`
        : `${number} ${street}`;
  return `${line}, ${area}, ${city.name}`;
}

const SHARES: Readonly<Record<Amenity, (stars: number, kind: PropertyKind, leisure: boolean) => number>> = {
  wifi: () => 0.97,
  parking: (stars) => 0.35 + 0.08 * stars,
  pool: (stars, kind) => (kind === 'resort' || kind === 'villa' ? 0.9 : Math.max(0, stars - 2) * 0.22),
  gym: (stars) => Math.max(0, stars - 2) * 0.27,
  spa: (stars, kind) => (kind === 'resort' ? 0.7 : Math.max(0, stars - 3) * 0.35),
  restaurant: (stars, kind) => (kind === 'apartment' || kind === 'villa' ? 0.05 : 0.15 + 0.16 * stars),
  bar: (stars, kind) =>
    kind === 'apartment' || kind === 'villa' ? 0.03 : kind === 'hostel' ? 0.5 : 0.1 + 0.15 * stars,
  air_conditioning: (stars) => 0.35 + 0.12 * stars,
  family_rooms: (_, kind) => (kind === 'hostel' ? 0.2 : 0.5),
  pets: (_, kind) => (kind === 'apartment' || kind === 'villa' ? 0.4 : 0.2),
  airport_shuttle: (stars) => 0.05 + 0.07 * stars,
  wheelchair: (stars) => 0.15 + 0.13 * stars,
  kitchen: (_, kind) => (kind === 'apartment' || kind === 'villa' ? 0.98 : kind === 'hostel' ? 0.6 : 0.04),
  beach: (_, kind, leisure) => (kind === 'resort' ? 0.55 : leisure ? 0.06 : 0),
  ev_charging: (stars) => 0.04 + 0.06 * stars,
  washing_machine: (_, kind) => (kind === 'apartment' || kind === 'villa' ? 0.8 : kind === 'hostel' ? 0.5 : 0.08),
};

function amenitiesOf(random: Random, kind: PropertyKind, stars: number, isLeisure: boolean): Amenity[] {
  return Object.entries(SHARES)
    .filter(([, share]) => random.chance(share(stars, kind, isLeisure)))
    .map(([name]) => asAmenity(name));
}

/** `Object.entries` forgets that its keys are those of the record. */
function asAmenity(name: string): Amenity {
  return name as Amenity;
}

const STAR_WORDS = ['', 'one-star ', 'two-star ', 'three-star ', 'four-star ', 'five-star '] as const;
const KIND_WORDS: Readonly<Record<PropertyKind, string>> = {
  hotel: 'hotel',
  resort: 'resort',
  apartment: 'apartment house',
  hostel: 'hostel',
  guesthouse: 'guest house',
  villa: 'villa',
};
const NICE: Readonly<Partial<Record<Amenity, string>>> = {
  pool: 'a pool',
  spa: 'a spa',
  restaurant: 'a restaurant',
  bar: 'a bar',
  gym: 'a gym',
  beach: 'a beach of its own',
  kitchen: 'a kitchen for guests',
  airport_shuttle: 'a shuttle to the airport',
};

function describe(
  kind: PropertyKind,
  stars: number,
  area: string,
  city: City,
  km: number,
  amenities: readonly Amenity[],
): string {
  const what = `${STAR_WORDS[stars] ?? ''}${KIND_WORDS[kind]}`;
  const isNamed = city.areas.some(({ name }) => name === area);
  const where = isNamed
    ? `in ${city.name} (${area})`
    : area === 'Centre'
      ? `in the centre of ${city.name}`
      : `in the ${area.toLowerCase()} of ${city.name}`;
  const far = km < 0.7 ? 'a few minutes’ walk from the centre' : `${km.toFixed(1)} km from the centre`;
  const nice = amenities.map((each) => NICE[each]).filter((each) => each !== undefined);
  const has =
    nice.length === 0
      ? ''
      : ` It has ${nice.length === 1 ? nice.join('') : `${nice.slice(0, -1).join(', ')} and ${nice.at(-1)}`}.`;
  return `${/^(?!one)[aeiou]/.test(what) ? 'An' : 'A'} ${what} ${where}, ${far}.${has}`;
}

type Room = {
  readonly name: string;
  readonly beds: string;
  readonly sqm: number;
  /** Adults, children, all together, in the price. */
  readonly takes: readonly [number, number, number, number];
  /** Of the price of a double room. */
  readonly price: number;
};
const room = (name: string, beds: string, sqm: number, takes: Room['takes'], price: number): Room => ({
  name,
  beds,
  sqm,
  takes,
  price,
});

const ROOMS: Readonly<Record<PropertyKind, readonly Room[]>> = {
  hotel: [
    room('Single room', '1 single bed', 14, [1, 0, 1, 1], 0.78),
    room('Double room', '1 double bed', 19, [2, 1, 3, 2], 1),
    room('Twin room', '2 single beds', 20, [2, 1, 3, 2], 1),
    room('Superior room', '1 king-size bed', 25, [2, 2, 4, 2], 1.25),
    room('Family room', '1 double bed and 2 single beds', 32, [3, 3, 5, 3], 1.5),
    room('Suite', '1 king-size bed and a sofa bed', 45, [3, 2, 4, 2], 2.1),
  ],
  resort: [
    room('Garden room', '1 king-size bed', 30, [2, 2, 4, 2], 1),
    room('Pool room', '1 king-size bed', 32, [2, 2, 4, 2], 1.2),
    room('Family suite', '1 king-size bed and 2 single beds', 52, [3, 3, 5, 3], 1.7),
  ],
  apartment: [
    room('Studio', '1 double bed', 27, [2, 1, 3, 2], 1),
    room('One-bedroom apartment', '1 double bed and a sofa bed', 42, [3, 2, 4, 2], 1.35),
    room('Two-bedroom apartment', '2 double beds and a sofa bed', 65, [5, 3, 6, 4], 1.9),
  ],
  hostel: [
    room('Private double', '1 double bed', 12, [2, 0, 2, 2], 1.3),
    room('Four-bed room', '2 bunk beds', 16, [4, 2, 4, 4], 1.9),
    room('Six-bed room', '3 bunk beds', 22, [6, 2, 6, 6], 2.5),
  ],
  guesthouse: [
    room('Double room', '1 double bed', 16, [2, 1, 3, 2], 1),
    room('Family room', '1 double bed and a bunk bed', 26, [3, 3, 5, 3], 1.4),
  ],
  villa: [room('Whole house', '3 double beds', 140, [6, 4, 8, 6], 1)],
};

type Sold = {
  readonly kind: PropertyKind;
  readonly stars: number;
  readonly euros: number;
  readonly currency: string;
  readonly rules: readonly RateRule[];
  readonly restrictions: Restrictions;
};

function roomTypesOf(random: Random, sold: Sold): WorldRoomType[] {
  const all = ROOMS[sold.kind];
  const most = sold.kind === 'hotel' ? random.whole(2, Math.min(5, 2 + sold.stars)) : all.length;
  // The double room is always there; of the others those that fall out do so by chance.
  const chosen = all.filter(
    (each, at) => (sold.kind === 'hotel' ? at === 1 : at === 0) || random.chance(most / all.length),
  );
  const [least, largest] = {
    hotel: [4, 18 + 8 * sold.stars],
    resort: [8, 60],
    apartment: [2, 14],
    hostel: [2, 10],
    guesthouse: [2, 8],
    villa: [1, 1],
  }[sold.kind];
  return chosen.map((each): WorldRoomType => {
    const [maxAdults, maxChildren, maxGuests, baseGuests] = each.takes;
    const rooms = random.whole(least ?? 1, largest ?? 1);
    return {
      id: random.uuid(),
      name: each.name,
      beds: each.beds,
      sizeSqm: each.sqm + random.whole(-2, 4) + 2 * Math.max(0, sold.stars - 3),
      maxAdults,
      maxChildren,
      maxGuests,
      baseGuests,
      rooms,
      overbooking: rooms >= 20 && random.chance(0.2) ? 1 : 0,
      amenities: [],
      plans: plansOf(random, sold, each.price),
    };
  });
}

function plansOf(
  random: Random,
  { kind, stars, euros, currency, rules, restrictions }: Sold,
  share: number,
): WorldPlan[] {
  const step = priceStep(fromEuros(1, currency), currency);
  const priced = (amount: number): number => Math.max(step, Math.round(fromEuros(amount, currency) / step) * step);
  const plan = (name: string, board: Board, amount: number, policy: CancellationPolicy): WorldPlan => ({
    id: random.uuid(),
    name,
    board,
    baseMinor: priced(amount),
    rules,
    restrictions,
    policy,
  });
  const price = euros * share;
  const free = random.chance(0.7) ? FLEXIBLE : MODERATE;
  const breakfast = 2 * (3 + 2.2 * stars) * Math.min(1.2, euros / 90 + 0.2);
  if (kind === 'resort')
    return [
      plan('Half board', 'half_board', price * 1.3, free),
      ...(random.chance(0.6) ? [plan('All inclusive', 'all_inclusive', price * 1.65, free)] : []),
      plan('Breakfast, non-refundable', 'breakfast', price, NON_REFUNDABLE),
    ];
  if (kind === 'villa' || kind === 'apartment')
    return [
      plan('Flexible', 'room_only', price, free),
      ...(random.chance(0.5) ? [plan('Non-refundable', 'room_only', price * 0.9, NON_REFUNDABLE)] : []),
    ];
  return [
    plan('Flexible', 'room_only', price, free),
    ...(kind !== 'hostel' || random.chance(0.3)
      ? [plan('Flexible with breakfast', 'breakfast', price + breakfast, free)]
      : []),
    ...(random.chance(0.7) ? [plan('Non-refundable', 'room_only', price * 0.9, NON_REFUNDABLE)] : []),
  ];
}
