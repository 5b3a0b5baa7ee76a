import { z } from 'zod';

/** Years that Postgres, JavaScript and RFC 3339 all write with four digits, whatever zone they are told in. */
const FIRST = 1970;
const LAST = 9998;
const inRange = (text: string): boolean => {
  const year = Number(text.slice(0, 4));
  return year >= FIRST && year <= LAST;
};
const SAYS = `give a time from the year ${FIRST} to ${LAST}`;

/** A moment as clients give it, with an offset or `Z`. */
export const instant = z.iso.datetime({ offset: true }).refine(inRange, SAYS);

/** A moment, or the time that some city's clocks show; seconds may be left out. */
export const clockTime = z.union(
  [
    z.iso.datetime({ offset: true, local: true }).refine(inRange, SAYS),
    z.iso.datetime({ offset: true, precision: -1 }).refine(inRange, SAYS),
  ],
  'write it as 2027-10-31T20:00, with an offset such as +01:00 if you like',
);

/** A day of the calendar as clients give it. */
export const calendarDay = z.iso
  .date({ error: 'give a day as year-month-day, such as 2026-11-30', abort: true })
  .refine(inRange, SAYS);
