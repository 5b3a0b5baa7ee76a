import { localValue, useLocalValue } from '../../../lib/local-value.ts';
import { fieldsOf, wishIn, type FlightWish } from '../flight-address.ts';

/** What was searched for last on this device, with what its airports are called. */
export type LastFlights = { readonly wish: FlightWish; readonly names: Readonly<Record<string, string>> };

const stored = localValue<{ readonly search: Record<string, string>; readonly names: Record<string, string> }>(
  'docket.flights',
  (value) => {
    if (typeof value !== 'object' || value === null || !('search' in value) || !('names' in value)) return undefined;
    const { search, names } = value;
    return isTexts(search) && isTexts(names) ? { search, names } : undefined;
  },
);

function isTexts(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string');
}

export function keepLastFlights({ wish, names }: LastFlights): void {
  stored.set({ search: { ...fieldsOf(wish) }, names: { ...names } });
}

export function useLastFlights(): LastFlights | undefined {
  const last = useLocalValue(stored);
  const wish = last === undefined ? undefined : wishIn(last.search);
  return wish === undefined || last === undefined ? undefined : { wish, names: last.names };
}
