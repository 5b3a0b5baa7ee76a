import type { Ctx } from '../spine/ctx.ts';
import { refuseBookings } from './refuse.ts';

/**
 * Refuses bookings that could not be decided time and again, and tells their users; those that were decided are left alone.
 * One after the other, because one of them is what the others failed with. @throws the last error when some could not be refused either
 */
export async function refuseUndecided(ctx: Ctx, input: { readonly bookingIds: readonly string[] }): Promise<void> {
  let failure: unknown;
  for (const bookingId of input.bookingIds) {
    try {
      await refuseBookings(ctx, [{ id: bookingId, reason: 'failed', alternatives: [] }]);
      ctx.log.warn({ bookingId }, 'a booking that could not be decided was refused');
    } catch (error) {
      failure = error;
    }
  }
  if (failure instanceof Error) throw failure;
}
