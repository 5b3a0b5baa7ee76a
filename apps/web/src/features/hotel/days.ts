/**
 * Days of the calendar, as the API writes them: `2027-03-12`. Nights are days of the place, so nothing here knows a
 * time zone; a month is `2027-03`.
 */

const DAY_MS = 86_400_000;
const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);
const dayAt = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** The day that many days later; earlier with a negative number. */
export function addDays(day: string, days: number): string {
  return dayAt(noon(day) + days * DAY_MS);
}

/** Nights from one day to another: `nightsBetween('2027-03-12', '2027-03-14')` is 2. Negative where the second is earlier. */
export function nightsBetween(arrival: string, departure: string): number {
  return Math.round((noon(departure) - noon(arrival)) / DAY_MS);
}

/** The nights of a stay, by the days they begin on. */
export function nightsOf(arrival: string, departure: string): string[] {
  return Array.from({ length: Math.max(0, nightsBetween(arrival, departure)) }, (_, index) => addDays(arrival, index));
}

export function monthOf(day: string): string {
  return day.slice(0, 7);
}

export function addMonths(month: string, months: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months;
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
}

/** The same day of another month, or its last where it is shorter. */
export function sameDayIn(day: string, months: number): string {
  const month = addMonths(monthOf(day), months);
  const last = addDays(`${addMonths(month, 1)}-01`, -1);
  const wanted = `${month}-${day.slice(8)}`;
  return wanted < last ? wanted : last;
}

/** The weeks of a month, Monday first (ISO 8601). Days of the months beside it are undefined. */
export function weeksOf(month: string): (string | undefined)[][] {
  const first = `${month}-01`;
  const days = nightsBetween(first, `${addMonths(month, 1)}-01`);
  const before = (new Date(noon(first)).getUTCDay() + 6) % 7;
  return Array.from({ length: Math.ceil((before + days) / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_, column) => {
      const index = week * 7 + column - before;
      return index >= 0 && index < days ? addDays(first, index) : undefined;
    }),
  );
}

/** The Friday after tomorrow or later, and the Sunday after it. */
export function nextWeekend(today: string): readonly [arrival: string, departure: string] {
  const weekday = new Date(noon(today)).getUTCDay();
  const arrival = addDays(today, ((5 - weekday + 7 - 2) % 7) + 2);
  return [arrival, addDays(arrival, 2)];
}

const inUtc = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' });
const short = inUtc({ weekday: 'short', day: 'numeric', month: 'short' });
const whole = inUtc({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const title = inUtc({ month: 'long', year: 'numeric' });

/** `Fri, Mar 12` */
export function dayWords(day: string): string {
  return short.format(noon(day));
}

/** `Friday, March 12, 2027` */
export function wholeDayWords(day: string): string {
  return whole.format(noon(day));
}

/** `March 2027` */
export function monthWords(month: string): string {
  return title.format(noon(`${month}-01`));
}
