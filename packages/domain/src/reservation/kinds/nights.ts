import type { Pool, PoolClient } from '@docket/db/pool';
import type { Kind } from './kind.ts';

const DAY_MS = 86_400_000;
/** Each night is a row that is locked, so a stay has to end somewhere. */
const MAX_NIGHTS = 366;

/** Days as ISO 8601 dates of the place (`2026-12-24`); the night of the departure is not part of the stay. */
export type Stay = { readonly arrival: string; readonly departure: string; readonly rooms: number };

/**
 * The unit of a night: days from 1 January 1970 to the day it begins on, by the calendar of the place. A date has no time
 * zone, so no clock that is put forward makes a night shorter.
 * @throws RangeError for what is not a day of the calendar
 */
export function unitOf(day: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  // A day that the month does not have is not always refused: some parsers go on into the next month.
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day)
    throw new RangeError(`${JSON.stringify(day)} is not a day such as 2026-12-24`);
  return at / DAY_MS;
}

/** The day a night begins on, from its unit, as `taken` names those that were not to be had. */
export function nightOf(unit: number): string {
  return new Date(unit * DAY_MS).toISOString().slice(0, 10);
}

/** Every night from one day up to another, ascending. @throws RangeError for no night, and for too many */
function nightsBetween(from: string, to: string): number[] {
  const [first, end] = [unitOf(from), unitOf(to)];
  if (end <= first) throw new RangeError('a stay has at least one night');
  if (end - first > MAX_NIGHTS) throw new RangeError(`a stay has at most ${MAX_NIGHTS} nights`);
  return Array.from({ length: end - first }, (_, index) => first + index);
}

/**
 * Nights of a room type: a counter each, and a stay takes its rooms in all of its nights or in none. Pieces, as limits per
 * owner count them, are room nights. Which room it is, is decided when the guest comes.
 */
export const nights: Kind<Stay> = {
  wanted({ arrival, departure, rooms }) {
    if (!Number.isSafeInteger(rooms) || rooms < 1) throw new RangeError('nothing is asked for');
    return { units: nightsBetween(arrival, departure), quantity: rooms };
  },
};

/**
 * Opens the nights of a room type from one day up to another, so many rooms in each. Repeating it changes nothing, and
 * later days continue what is open, so a horizon moves on by opening one day more.
 * @throws RangeError for days that are none, and for more than 366 nights at a time
 */
export async function openNights(
  on: Pool | PoolClient,
  type: { readonly roomTypeId: string; readonly from: string; readonly to: string; readonly rooms: number },
): Promise<void> {
  const units = nightsBetween(type.from, type.to);
  await on.query('SELECT open_counter_pool($1, $2, $3)', [type.roomTypeId, units, units.map(() => type.rooms)]);
}
