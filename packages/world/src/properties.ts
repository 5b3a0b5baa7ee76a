import type { Amenity, PropertyKind } from '@docket/contracts/hotel/stay';
import type { TaxRule } from '@docket/stay/shapes';
import { CITIES, type City } from './cities.ts';
import { distanceMetres, offsetPoint, type Point } from './distance.ts';
import { amenitiesOf, describe } from './house-words.ts';
import { NAME_STYLES, type Names } from './name-styles.ts';
import { Random } from './random.ts';
import { fromEuros } from './rates.ts';
import { roomTypesOf, type WorldRoomType } from './room-types.ts';
import { slugOf } from './slug.ts';
import { restrictionsOf, rulesOf, taxesOf } from './terms.ts';

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
