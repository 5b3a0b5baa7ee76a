import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { requireUser } from '../spine/ctx.ts';
import { dispatchEvents, type EventRow } from '../spine/outbox-events.ts';
import { getWaitingEntry } from './get.ts';

const leaveStatement = prepare('leave_waiting_list', 'SELECT * FROM leave_waiting_list($1, $2)').rows<EventRow>();

/** Stops waiting, or declines what is offered; an entry that has ended stays as it is. @throws DocketError unauthenticated, waiting_entry_not_found */
export async function leaveWaitingList(ctx: Ctx, input: { readonly id: string }): Promise<void> {
  const user = requireUser(ctx);
  const events = await leaveStatement(ctx.db.pool, [input.id, user.userId]);
  if (events.length === 0) await getWaitingEntry(ctx, input);
  dispatchEvents(ctx, events);
}
