import { Temporal } from 'temporal-polyfill';

/** A moment, and what the clocks of a place show then: ISO 8601 in UTC, and how far they are from it, `+02:00`. */
export type LocalInstant = { readonly at: string; readonly offset: string };

/**
 * What the clocks of a place make of a time of day: a moment; two of them, when they are put back over it; none, when they are put forward over it (or a
 * day is left out). Then `before` and `after` are the nearest times that there are and that a programme would name, as those clocks show them: the last full
 * five minutes before the gap, and its end. `from` is where it begins, the first time that there is not.
 */
export type LocalTime =
  | ({ readonly kind: 'once' } & LocalInstant)
  | { readonly kind: 'twice'; readonly first: LocalInstant; readonly second: LocalInstant }
  | { readonly kind: 'never'; readonly from: string; readonly before: string; readonly after: string };

/**
 * @param local `2027-03-28T02:30`, also with seconds
 * @param timeZone IANA name
 * @throws RangeError for a time that no calendar has, and a zone that is not known
 */
export function readLocalTime(local: string, timeZone: string): LocalTime {
  const asked = Temporal.PlainDateTime.from(local);
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    asked.toZonedDateTime(timeZone, { disambiguation }),
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime];
  // Each is moved off a time that there is not: by the offset after the gap, or before it.
  if (!later.toPlainDateTime().equals(asked)) return outside(earlier);
  if (earlier.equals(later)) return { kind: 'once', ...instantOf(earlier) };
  return { kind: 'twice', first: instantOf(earlier), second: instantOf(later) };
}

/** Minutes between the times that are proposed. */
const GRID = 5;

/** @param before a moment before the gap that was hit, and no other lies between */
function outside(before: Temporal.ZonedDateTime): LocalTime {
  const after = before.getTimeZoneTransition('next');
  if (after === null) throw new Error('a gap of local time without a transition');
  const last = after.subtract({ seconds: 1 }).toPlainDateTime();
  return {
    kind: 'never',
    from: last.add({ seconds: 1 }).toString({ smallestUnit: 'minute' }),
    before: last.with({ minute: last.minute - (last.minute % GRID) }).toString({ smallestUnit: 'minute' }),
    after: minuteOf(after),
  };
}

function minuteOf(at: Temporal.ZonedDateTime): string {
  return at.toPlainDateTime().toString({ smallestUnit: 'minute' });
}

function instantOf(at: Temporal.ZonedDateTime): LocalInstant {
  return { at: new Date(at.epochMilliseconds).toISOString(), offset: at.offset };
}

/** The offset that the clocks of a place have on a whole day; undefined when they change on it, or there is no such day. @param day `2027-10-31` */
export function offsetOfDay(day: string, timeZone: string): string | undefined {
  const begin = Temporal.PlainDate.from(day).toZonedDateTime(timeZone);
  const end = Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(timeZone);
  return begin.offset === end.offset && begin.toPlainDate().toString() === day ? begin.offset : undefined;
}

/** The offset that the clocks of a place have at a moment. @param at ISO 8601 with an offset or `Z` */
export function offsetAt(at: string, timeZone: string): string {
  return Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).offset;
}

/** Is it a name that times can be read in? */
export function knowsZone(timeZone: string): boolean {
  try {
    offsetAt('2000-01-01T00:00:00Z', timeZone);
    return true;
  } catch {
    return false;
  }
}

/** Does a text say by itself which moment it is, without a place? */
export function hasOffset(text: string): boolean {
  return /(Z|[+-]\d\d:?\d\d)$/i.test(text);
}

/** Why a time that clocks leave out cannot be taken, and what can, for people. */
export function neverWords(local: string, { from, before, after }: Extract<LocalTime, { kind: 'never' }>): string {
  return `${spoken(local)} does not exist there: at ${spoken(from)} the clocks are put forward to ${spoken(after)}. The nearest times are ${spoken(before)} and ${spoken(after)}`;
}

function spoken(local: string): string {
  return local.slice(0, 16).replace('T', ' ');
}
