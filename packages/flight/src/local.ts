const made = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of a place show at a moment: `2027-03-12T08:30`. @param timezone IANA name */
export function localAt(at: Date, timezone: string): string {
  let format = made.get(timezone);
  if (format === undefined) {
    // The Swedish form of date and time is that of ISO 8601 but for the letter between them.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' });
    made.set(timezone, format);
  }
  return format.format(at).replace(' ', 'T');
}

/** Days of the calendar from one day to another, negative where it is the earlier. @param local days, or times that begin with one */
export function daysBetween(first: string, local: string): number {
  return (Date.parse(`${local.slice(0, 10)}T00:00:00Z`) - Date.parse(`${first.slice(0, 10)}T00:00:00Z`)) / 86_400_000;
}

/** `2027-03-12` and so many days. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
