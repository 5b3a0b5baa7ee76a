import { readLocalTime } from '@docket/contracts/time/local-time';
import { dayAfter, daysBetween } from './local.ts';

/** When a flight of a schedule departs. */
export type ScheduleTimes = {
  /** Minutes after midnight on the clocks of where it departs. */
  readonly departs: number;
  /** In the air and on the ground before and after, minutes. */
  readonly minutes: number;
  /** IANA name of the zone of where it departs. */
  readonly timezone: string;
  /** ISO 8601 weekdays: 1 is Monday. */
  readonly weekdays: readonly number[];
  /** By the calendar of where it departs, both included. */
  readonly validFrom: string;
  readonly validUntil: string;
};

export type FlightDay = { readonly day: string; readonly departsAt: Date; readonly arrivesAt: Date };

/**
 * The moment at which the clocks of a place show a time. Where they are put forward over it, that is when they are; where they are put back over it, it is the first of the two, as
 * nobody who reads it on a ticket comes too late then.
 * @param minutes after midnight
 */
export function momentAt(day: string, minutes: number, timezone: string): Date {
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const read = readLocalTime(`${day}T${clock}`, timezone);
  switch (read.kind) {
    case 'once':
      return new Date(read.at);
    case 'twice':
      return new Date(read.first.at);
    case 'never': {
      const after = readLocalTime(read.after, timezone);
      if (after.kind !== 'once') throw new Error(`${read.after} in ${timezone} ends a gap and is none of one moment`);
      return new Date(after.at);
    }
    default:
      return read satisfies never;
  }
}

/** Flights of a schedule on days in `[from, until)`, by the calendar of where they depart. Its length is one of time: whatever the clocks do meanwhile, it flies as long. */
export function flightDays(schedule: ScheduleTimes, from: string, until: string): FlightDay[] {
  const first = from > schedule.validFrom ? from : schedule.validFrom;
  const last = dayAfter(until, -1) < schedule.validUntil ? dayAfter(until, -1) : schedule.validUntil;
  const flies = new Set(schedule.weekdays);
  const days: FlightDay[] = [];
  for (let day = first; daysBetween(day, last) >= 0; day = dayAfter(day, 1)) {
    if (!flies.has(weekday(day))) continue;
    const departsAt = momentAt(day, schedule.departs, schedule.timezone);
    days.push({ day, departsAt, arrivesAt: new Date(departsAt.getTime() + schedule.minutes * 60_000) });
  }
  return days;
}

/** ISO 8601: 1 is Monday. */
export function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}
