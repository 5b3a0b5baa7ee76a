import type { FlightHit } from '@docket/contracts/http/flight';

/** Times of a day by the clocks of the place. */
export const BANDS = [
  { id: 'night', words: 'Before 06:00', from: 0, to: 6 },
  { id: 'morning', words: '06:00 to 12:00', from: 6, to: 12 },
  { id: 'afternoon', words: '12:00 to 18:00', from: 12, to: 18 },
  { id: 'evening', words: 'After 18:00', from: 18, to: 24 },
] as const;
type Band = (typeof BANDS)[number]['id'];

export const SORTS = ['best', 'cheapest', 'fastest', 'earliest'] as const;
export type Sort = (typeof SORTS)[number];

/** What narrows the journeys of a direction, as pages know it. */
export type Filters = {
  /** Changes at most. */
  readonly stops: number | undefined;
  readonly departs: readonly Band[];
  readonly arrives: readonly Band[];
  /** Codes of airlines; a flight of a journey is theirs. */
  readonly airlines: readonly string[];
  /** Minutes at most, from door to door of the planes. */
  readonly longest: number | undefined;
  /** Of the cheapest fare, minor units at most. */
  readonly most: number | undefined;
};

/** The same in an address. */
export type FilterFields = {
  readonly stops?: string;
  readonly departs?: string;
  readonly arrives?: string;
  readonly airlines?: string;
  readonly longest?: string;
  readonly most?: string;
};

const number = (text: string | undefined) => (text !== undefined && /^\d{1,13}$/.test(text) ? Number(text) : undefined);
const bandsIn = (text: string | undefined): Band[] => {
  const said = new Set((text ?? '').split(','));
  return BANDS.flatMap(({ id }) => (said.has(id) ? [id] : []));
};

/** Reading an address never fails: what it does not know it leaves out. */
export function filtersIn(fields: FilterFields): Filters {
  return {
    stops: number(fields.stops),
    departs: bandsIn(fields.departs),
    arrives: bandsIn(fields.arrives),
    airlines: (fields.airlines ?? '').split(',').filter((code) => /^[A-Z0-9]{2,3}$/.test(code)),
    longest: number(fields.longest),
    most: number(fields.most),
  };
}

/** Every field; undefined where it says nothing, so that it takes the place of what stood there. */
export function filterFieldsOf({ stops, departs, arrives, airlines, longest, most }: Filters) {
  const list = (values: readonly string[]) => (values.length === 0 ? undefined : values.join(','));
  const text = (value: number | undefined) => (value === undefined ? undefined : String(value));
  return {
    stops: text(stops),
    departs: list(departs),
    arrives: list(arrives),
    airlines: list(airlines),
    longest: text(longest),
    most: text(most),
  };
}

export function filterCount({ stops, departs, arrives, airlines, longest, most }: Filters): number {
  const set = [stops, longest, most].filter((one) => one !== undefined).length;
  return set + departs.length + arrives.length + airlines.length;
}

/** The cheapest fare of a journey, for the whole party. */
export function cheapestOf({ fares }: Pick<FlightHit, 'fares'>): number {
  return Math.min(...fares.map(({ totalMinor }) => totalMinor));
}

function isIn(bands: readonly Band[], local: string | undefined): boolean {
  if (bands.length === 0 || local === undefined) return true;
  const hour = Number(local.slice(11, 13));
  return BANDS.some(({ id, from, to }) => bands.includes(id) && hour >= from && hour < to);
}

function passes(hit: FlightHit, filters: Filters): boolean {
  return (
    hit.stops <= (filters.stops ?? Infinity) &&
    isIn(filters.departs, hit.legs[0]?.departure.local) &&
    isIn(filters.arrives, hit.legs.at(-1)?.arrival.local) &&
    (filters.airlines.length === 0 || hit.legs.some(({ carrier }) => filters.airlines.includes(carrier.code))) &&
    hit.minutes <= (filters.longest ?? Infinity) &&
    cheapestOf(hit) <= (filters.most ?? Infinity)
  );
}

/** Those that pass all filters, in the order that is wanted. `hits` come as the server recommends them, which `best` keeps. */
export function narrow(hits: readonly FlightHit[], filters: Filters, sort: Sort): FlightHit[] {
  const left = hits.filter((hit) => passes(hit, filters));
  switch (sort) {
    case 'best':
      return left;
    case 'cheapest':
      return left.toSorted((a, b) => cheapestOf(a) - cheapestOf(b) || a.minutes - b.minutes);
    case 'fastest':
      return left.toSorted((a, b) => a.minutes - b.minutes || cheapestOf(a) - cheapestOf(b));
    case 'earliest':
      return left.toSorted((a, b) => a.departsAt.localeCompare(b.departsAt) || a.minutes - b.minutes);
    default:
      return sort satisfies never;
  }
}

/** How many journeys a value of one filter would leave, with the others as they are set. */
export function countWith(hits: readonly FlightHit[], filters: Filters, change: Partial<Filters>): number {
  const changed = { ...filters, ...change };
  return hits.filter((hit) => passes(hit, changed)).length;
}

/** Journeys that begin once the one before is over; all where there is none. */
export function after(hits: readonly FlightHit[], before: Pick<FlightHit, 'arrivesAt'> | undefined): FlightHit[] {
  return hits.filter(({ departsAt }) => before === undefined || Date.parse(departsAt) > Date.parse(before.arrivesAt));
}

/** What all these journeys cost together in each family that all of them are sold in, the cheapest first. */
export function familyTotals(
  hits: readonly Pick<FlightHit, 'fares'>[],
): { readonly family: string; readonly totalMinor: number }[] {
  const [first, ...rest] = hits;
  if (first === undefined) return [];
  return first.fares
    .flatMap(({ family, totalMinor }) => {
      const others = rest.map(({ fares }) => fares.find((fare) => fare.family === family)?.totalMinor);
      return others.every((minor) => minor !== undefined)
        ? [{ family, totalMinor: others.reduce((sum, minor) => sum + minor, totalMinor) }]
        : [];
    })
    .toSorted((a, b) => a.totalMinor - b.totalMinor);
}
