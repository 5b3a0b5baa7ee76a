import { localValue, useLocalValue } from '../../../lib/local-value.ts';
import type { Party } from '../stay-address.ts';

/** What was searched for last on this device. */
export type LastSearch = Party & {
  readonly place: { readonly slug: string; readonly name: string };
  readonly arrival: string;
  readonly departure: string;
};

export const lastSearch = localValue<LastSearch>('docket.stays', read);

export function useLastSearch(): LastSearch | undefined {
  return useLocalValue(lastSearch);
}

const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);

function read(stored: unknown): LastSearch | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { place, arrival, departure, adults, childAges, rooms } = stored as Partial<Record<keyof LastSearch, unknown>>;
  if (typeof place !== 'object' || place === null || !('slug' in place) || !('name' in place)) return undefined;
  if (typeof place.slug !== 'string' || typeof place.name !== 'string') return undefined;
  if (!isDay(arrival) || !isDay(departure) || typeof adults !== 'number' || typeof rooms !== 'number') return undefined;
  if (!Array.isArray(childAges) || !childAges.every((age): age is number => typeof age === 'number')) return undefined;
  return { place: { slug: place.slug, name: place.name }, arrival, departure, adults, childAges, rooms };
}
