const DAY_MS = 86_400_000;

/**
 * Days from 1 January 1970 to a day, by the calendar of the place: the number of the night that begins on it, as the reservation kernel counts nights. A date has
 * no time zone, so no clock that is put forward makes a night shorter.
 * @param day `2026-12-24` @throws RangeError for what is not a day of the calendar
 */
export function dayNumber(day: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day)
    throw new RangeError(`${JSON.stringify(day)} is not a day such as 2026-12-24`);
  return at / DAY_MS;
}

/** The day of a number, `2026-12-24`. */
export function dayOf(number: number): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

/** ISO 8601 weekday: 1 is Monday, 7 Sunday. 1 January 1970 was a Thursday. */
export function weekdayOf(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1;
}

/** Numbers of the nights of a stay, `[arrival, departure)`, ascending. @throws RangeError for days that are none, or out of order */
export function nightsOf(stay: { readonly arrival: string; readonly departure: string }): number[] {
  const first = dayNumber(stay.arrival);
  const count = dayNumber(stay.departure) - first;
  if (count < 1) throw new RangeError('a stay has at least one night');
  return Array.from({ length: count }, (_, index) => first + index);
}

/** The day that it is at a place at a moment. @param timezone IANA name */
export function todayAt(timezone: string, at: Date): string {
  // The Swedish form of a date is that of ISO 8601.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short' }).format(at);
}
