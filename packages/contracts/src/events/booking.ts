import { z } from 'zod';
import { booking } from '../http/booking.ts';
import { showStatus } from '../catalog/show-status.ts';
import { seatStates } from '../http/show-seats.ts';

/** A booking moved on: held with deadline and price, refused with alternatives, confirmed, expired, cancelled. To its user. */
export const bookingUpdated = booking;

/**
 * What some seats of a show are now, on the channel `show:<id>`. Changes of one moment come as one event. Events may come twice
 * and, after a crash, late: each seat carries its version, and what is held with a higher one stays.
 */
export const seatsChanged = z.object({ showId: z.uuid(), ...seatStates });
export type SeatsChanged = z.infer<typeof seatsChanged>;

/** The public channel of a show's seats. */
export function showChannel(showId: string): string {
  return `show:${showId}`;
}

/**
 * A show was cancelled, or moved to another time. To everybody who looks at it, and to those who have seats of it or wait for some. Of two copies
 * the one that came later counts; in doubt GET /shows/:id says what it is.
 */
export const showChanged = z.object({
  showId: z.uuid(),
  status: showStatus,
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  /** When it was to begin before; null for one that was not moved now. */
  movedFrom: z.iso.datetime().nullable(),
});
export type ShowChanged = z.infer<typeof showChanged>;
