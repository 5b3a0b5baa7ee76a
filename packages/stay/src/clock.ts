import type { StayWish } from '@docket/contracts/hotel/stay';
import { readLocalTime } from '@docket/contracts/time/local-time';
import { dayNumber, dayOf } from './day.ts';
import type { PropertyFacts } from './shapes.ts';

/**
 * The moment at which the clocks of a place first show a time or a later one, and what they show then. Where they are put forward over it, that is when they are;
 * where they are put back over it, it comes twice, and which of the two is meant is for the caller to say.
 * @param local `2026-12-24T18:00`
 */
export function momentOf(
  local: string,
  timezone: string,
  which: 'first' | 'second',
): { readonly at: string; readonly local: string } {
  const read = readLocalTime(local, timezone);
  switch (read.kind) {
    case 'once':
      return { at: read.at, local };
    case 'twice':
      return { at: read[which].at, local };
    case 'never':
      return momentOf(read.after, timezone, which);
    default:
      return read satisfies never;
  }
}

/** `18:00`, from minutes after midnight. */
export function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** When a stay begins and ends: the check-in of its first day, the check-out of its last, by the clocks of the place. ISO 8601 in UTC. */
export function stayInstants(
  property: Pick<PropertyFacts, 'timezone' | 'checkInFrom' | 'checkOutUntil'>,
  { arrival, departure }: Pick<StayWish, 'arrival' | 'departure'>,
): { readonly startsAt: string; readonly endsAt: string } {
  const { timezone, checkInFrom, checkOutUntil } = property;
  return {
    startsAt: momentOf(`${arrival}T${clockOf(checkInFrom)}`, timezone, 'first').at,
    endsAt: momentOf(`${departure}T${clockOf(checkOutUntil)}`, timezone, 'second').at,
  };
}

/** The day of a house ends at this hour of its clocks: whoever comes at one in the morning is of the evening before. */
export const AUDIT_HOUR = 3;

/** The day that it is for a house at a moment: that of the calendar from 03:00 on, before it the day before. By what the clocks show, so that a clock that is put forward or back moves it along. */
export function houseDayAt(timezone: string, at: Date): string {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' }).format(
    at,
  );
  const day = shown.slice(0, 10);
  return Number(shown.slice(11, 13)) < AUDIT_HOUR ? daysBefore(day, 1) : day;
}

/** The day so many days before another. */
export function daysBefore(day: string, days: number): string {
  return dayOf(dayNumber(day) - days);
}
