/**
 * Dates and times of a place, as the clocks there show them. Shows are somewhere: whoever looks at one from another
 * time zone wants its time, and to be told whose it is.
 */

/** Of whoever looks. */
export const VIEWER_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en', { ...options, timeZone });
    formats.set(key, format);
  }
  return format;
}

/** `19:30` */
export function timeIn(timeZone: string, at: string | number): string {
  return formatIn(timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));
}

/** How far the clocks there are from UTC at a moment: `+02:00`. */
function offsetIn(timeZone: string, at: number): string {
  const parts = formatIn(timeZone, { timeZoneName: 'longOffset' }).formatToParts(new Date(at));
  return parts.find(({ type }) => type === 'timeZoneName')?.value.slice('GMT'.length) || '+00:00';
}

/** An offset for people: `UTC+2`, `UTC+5:45`. */
export function offsetWords(offset: string): string {
  const [, sign = '+', hours = '0', minutes = '00'] = /^([+-])(\d\d):(\d\d)/.exec(offset) ?? [];
  return `UTC${sign}${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`;
}

/** `19:30`; on a day on which the clocks are changed, when an hour may come twice, with the offset: `02:30 UTC+2`. */
export function clockIn(timeZone: string, at: string | number): string {
  const time = timeIn(timeZone, at);
  const moment = new Date(at).getTime();
  const sinceMidnight = (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000;
  const begin = moment - sinceMidnight;
  const [before, after] = [offsetIn(timeZone, begin), offsetIn(timeZone, begin + 86_400_000)];
  return before === after ? time : `${time} ${offsetWords(offsetIn(timeZone, moment))}`;
}

/** `Fri, Nov 27`; with the year where it is not this one. */
export function dayIn(timeZone: string, at: string | number, now = Date.now()): string {
  const date = new Date(at);
  const year = { year: 'numeric' } as const;
  const other = formatIn(timeZone, year).format(date) !== formatIn(timeZone, year).format(new Date(now));
  return formatIn(timeZone, { weekday: 'short', day: 'numeric', month: 'short', ...(other ? year : {}) }).format(date);
}

/** `Fri, Nov 27, 19:30`, as `dayIn` and `clockIn` have it. */
export function whenIn(timeZone: string, at: string | number, now = Date.now()): string {
  return `${dayIn(timeZone, at, now)}, ${clockIn(timeZone, at)}`;
}

/** `Fri, Nov 27, 2026`, for papers, which are read in other years too. */
export function fullDayIn(timeZone: string, at: string | number): string {
  return formatIn(timeZone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(at));
}

/** The date there, as the API writes it: `2026-11-27`. */
export function dateIn(timeZone: string, at: string | number): string {
  const parts = formatIn(timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(new Date(at));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** A date of the API in words: `today`, `tomorrow`, `Fri, Nov 27`. It is the same day everywhere. */
export function dateLabel(date: string, today: string): string {
  const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);
  const days = Math.round((noon(date) - noon(today)) / 86_400_000);
  if (days === 0) return 'Today';
  if (days === 1) return 'Tomorrow';
  return dayIn('UTC', noon(date), noon(today));
}

/** That many dates from `first` on. */
export function datesFrom(first: string, count: number): string[] {
  const noon = Date.parse(`${first}T12:00:00Z`);
  return Array.from({ length: count }, (_, index) => dateIn('UTC', noon + index * 86_400_000));
}

/** What the zone is called (`India Standard Time`) where its clocks show another time than the viewer's; otherwise undefined. */
export function foreignZone(timeZone: string, at: string | number, viewer = VIEWER_ZONE): string | undefined {
  const full = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  } as const;
  const date = new Date(at);
  if (formatIn(timeZone, full).format(date) === formatIn(viewer, full).format(date)) return undefined;
  const parts = formatIn(timeZone, { hour: 'numeric', timeZoneName: 'long' }).formatToParts(date);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}
