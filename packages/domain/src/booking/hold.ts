import { prepare } from '@docket/db/statement';
import type { Ctx } from '../ctx.ts';
import { dispatchEvents, type EventRow } from '../lib/outbox-events.ts';

const holdStatement = prepare<EventRow>('hold_bookings', 'SELECT * FROM hold_bookings($1, $2)');

/**
 * Decides bookings that are QUEUED, in the order they came in: holds and prices their seats, or refuses with the nearest
 * alternatives. One transaction for the whole batch; bookings that somebody else has decided are left alone.
 */
export async function holdBookings(
  ctx: Ctx,
  input: { readonly bookingIds: readonly string[]; readonly holdSeconds: number },
): Promise<void> {
  dispatchEvents(ctx, await holdStatement(ctx.db.pool, [input.bookingIds, input.holdSeconds]));
}
