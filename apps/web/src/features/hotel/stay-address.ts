import {
  ADULT_AGE,
  amenity,
  board,
  propertyKind,
  ROOMS_MAX,
  STAY_NIGHTS_MAX,
  type Amenity,
  type Board,
  type PropertyKind,
} from '@docket/contracts/hotel/stay';
import { hotelSort } from '@docket/contracts/http/hotel';
import { plural } from '../../lib/format.ts';
import { nightsBetween } from './days.ts';

/** Who comes and when, as pages know it. */
export type Stay = {
  readonly arrival: string;
  readonly departure: string;
  readonly adults: number;
  readonly childAges: readonly number[];
  readonly rooms: number;
};
export type Party = Pick<Stay, 'adults' | 'childAges' | 'rooms'>;

/** The same in an address: `?arrival=2027-03-12&departure=2027-03-14&adults=2&children=5,7&rooms=1`. */
export type StayFields = {
  readonly arrival?: string;
  readonly departure?: string;
  readonly adults?: string;
  readonly children?: string;
  readonly rooms?: string;
};

export const ADULTS_MAX = 16;
export const CHILDREN_MAX = 8;
export const DEFAULT_PARTY: Party = { adults: 2, childAges: [], rooms: 1 };

function whole(text: string | undefined, low: number, high: number): number | undefined {
  if (text === undefined || !/^\d{1,3}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= low && value <= high ? value : undefined;
}

/** Who comes; what an address does not say, or says wrongly, is as most have it. */
export function partyIn({ adults, children, rooms }: StayFields): Party {
  const ages = (children ?? '').split(',').map((age) => whole(age, 0, ADULT_AGE - 1));
  return {
    adults: whole(adults, 1, ADULTS_MAX) ?? DEFAULT_PARTY.adults,
    childAges: ages.filter((age) => age !== undefined).slice(0, CHILDREN_MAX),
    rooms: whole(rooms, 1, ROOMS_MAX) ?? DEFAULT_PARTY.rooms,
  };
}

/** The stay that an address is about; undefined where its days are missing, in the wrong order, or further apart than is sold. */
export function stayIn(fields: StayFields): Stay | undefined {
  const { arrival, departure } = fields;
  if (arrival === undefined || departure === undefined) return undefined;
  const nights = nightsBetween(arrival, departure);
  return nights >= 1 && nights <= STAY_NIGHTS_MAX ? { arrival, departure, ...partyIn(fields) } : undefined;
}

/** What an address says of a stay. What is as most have it is left out. */
export function fieldsOf({ arrival, departure, adults, childAges, rooms }: Stay): StayFields {
  return {
    arrival,
    departure,
    adults: String(adults),
    ...(childAges.length === 0 ? {} : { children: childAges.join(',') }),
    ...(rooms === 1 ? {} : { rooms: String(rooms) }),
  };
}

/** As the API asks for it. */
export function stayQueryOf({ arrival, departure, adults, childAges, rooms }: Stay) {
  return { arrival, departure, adults, rooms, children: childAges.join(',') };
}

/** `2 adults, 1 child · 1 room` */
export function partyWords({ adults, childAges, rooms }: Party): string {
  const children = childAges.length === 0 ? '' : `, ${plural(childAges.length, 'child', 'children')}`;
  return `${plural(adults, 'adult')}${children} · ${plural(rooms, 'room')}`;
}

export const SORTS = hotelSort.options;
export type Sort = (typeof SORTS)[number];

/** What narrows a search, as pages know it. */
export type Filters = {
  readonly stars: readonly string[];
  readonly kinds: readonly PropertyKind[];
  readonly amenities: readonly Amenity[];
  readonly areas: readonly string[];
  readonly boards: readonly Board[];
  readonly free: boolean;
  /** Of the total, minor units. */
  readonly min: number | undefined;
  readonly max: number | undefined;
};

/** The same in an address. Several of a kind stand in one field with commas, areas, whose names may have commas, in one each. */
export type FilterFields = {
  readonly stars?: string;
  readonly kinds?: string;
  readonly amenities?: string;
  readonly areas?: string[];
  readonly boards?: string;
  readonly free?: '1';
  readonly min?: string;
  readonly max?: string;
};

function known<const T extends string>(options: readonly T[], text: string | undefined): T[] {
  const said = new Set((text ?? '').split(','));
  return options.filter((option) => said.has(option));
}

const STARS = ['0', '1', '2', '3', '4', '5'] as const;
const minor = (text: string | undefined) => (text !== undefined && /^\d{1,13}$/.test(text) ? Number(text) : undefined);

/** Reading an address never fails: what it does not know it leaves out. */
export function filtersIn(fields: FilterFields): Filters {
  return {
    stars: known(STARS, fields.stars),
    kinds: known(propertyKind.options, fields.kinds),
    amenities: known(amenity.options, fields.amenities),
    areas: fields.areas ?? [],
    boards: known(board.options, fields.boards),
    free: fields.free === '1',
    min: minor(fields.min),
    max: minor(fields.max),
  };
}

/** Every field; undefined where it says nothing, so that it takes the place of what stood there. */
export function filterFieldsOf(filters: Filters) {
  const list = (values: readonly string[]) => (values.length === 0 ? undefined : values.join(','));
  return {
    stars: list(filters.stars),
    kinds: list(filters.kinds),
    amenities: list(filters.amenities),
    areas: filters.areas.length === 0 ? undefined : [...filters.areas],
    boards: list(filters.boards),
    free: filters.free ? ('1' as const) : undefined,
    min: filters.min === undefined ? undefined : String(filters.min),
    max: filters.max === undefined ? undefined : String(filters.max),
  };
}

/** How many filters are set, each value one. */
export function filterCount({ stars, kinds, amenities, areas, boards, free, min, max }: Filters): number {
  const prices = min === undefined && max === undefined ? 0 : 1;
  return stars.length + kinds.length + amenities.length + areas.length + boards.length + (free ? 1 : 0) + prices;
}
