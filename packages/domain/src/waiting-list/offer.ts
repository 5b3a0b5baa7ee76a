import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { dispatchEvents, type EventRow } from '../spine/outbox-events.ts';

/** Shows looked after in one turn of the sweeper; more are for the next. */
const LISTS = 100;
/** An offer's hold outlasts its deadline by this, so that its seats go to the next and not to whoever is quick. */
const GRACE_SECONDS = 30;

const offerStatement = prepare('offer_seats_of', 'SELECT * FROM offer_seats_of($1, $2, $3)').rows<EventRow>();
const dueStatement = prepare('waiting_lists_due', 'SELECT d AS show_id FROM waiting_lists_due($1) d').rows<{
  show_id: string;
}>();

/**
 * Offers what is free of a show to those who wait, in order, and ends offers that were not accepted in time. Any number of workers may do so
 * at a time; it is one after the other, and each seat is offered to one.
 */
export async function offerSeats(
  ctx: Ctx,
  input: { readonly showId: string; readonly offerSeconds: number },
): Promise<void> {
  dispatchEvents(ctx, await offerStatement(ctx.db.pool, [input.showId, input.offerSeconds, GRACE_SECONDS]));
}

/** As `offerSeats`, for all shows in which there is something to be done: offers whose time is over, and whatever no job has come for. */
export async function sweepWaitingLists(ctx: Ctx, input: { readonly offerSeconds: number }): Promise<void> {
  for (const { show_id: showId } of await dueStatement(ctx.db.pool, [LISTS]))
    await offerSeats(ctx, { ...input, showId });
}
