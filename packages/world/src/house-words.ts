import type { Amenity, PropertyKind } from '@docket/contracts/hotel/stay';
import type { City } from './cities.ts';
import type { Random } from './random.ts';

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

/** What a house has, by chance, as houses of its kind and stars do. */
export function amenitiesOf(random: Random, kind: PropertyKind, stars: number, isLeisure: boolean): Amenity[] {
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

/** A sentence or two that say what there is to know. @param km from the middle of the city */
export function describe(
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
