import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { dispatchEvents, type EventRow } from '../spine/outbox-events.ts';

const refuseStatement = prepare('refuse_undecided', 'SELECT * FROM refuse_bookings($1, $2, $3)').rows<EventRow>();

/**
 * Refuses bookings that could not be decided time and again, and tells their users; those that were decided are left alone.
 * One after the other, because one of them is what the others failed with. @throws the last error when some could not be refused either
 */
export async function refuseUndecided(ctx: Ctx, input: { readonly bookingIds: readonly string[] }): Promise<void> {
  let failure: unknown;
  for (const bookingId of input.bookingIds) {
    try {
      dispatchEvents(ctx, await refuseStatement(ctx.db.pool, [[bookingId], ['failed'], ['[]']]));
      ctx.log.warn({ bookingId }, 'a booking that could not be decided was refused');
    } catch (error) {
      failure = error;
    }
  }
  if (failure !== undefined) throw failure;
}
