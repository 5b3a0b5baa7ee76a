import { z } from 'zod';

/** A show as notifications name it. */
export const namedShow = {
  title: z.string(),
  venue: z.string(),
  startsAt: z.iso.datetime(),
  /** IANA name of the zone of its city. */
  timezone: z.string(),
};

/** Seats by their labels, as in a sentence. */
export function seatList(seats: readonly string[]): string {
  const [first, ...others] = seats;
  if (first === undefined) return 'no seats';
  const last = others.pop();
  return last === undefined ? `seat ${first}` : `seats ${[first, ...others].join(', ')} and ${last}`;
}
