import { prepare } from '@docket/db/statement';
import { readShowFacts } from '../booking/show-facts.ts';
import { requireUser, type Ctx } from '../ctx.ts';
import { dispatchEvents, type EventRow } from '../lib/outbox-events.ts';
import { roomNotFound } from './rows.ts';

const leaveStatement = prepare<EventRow>('leave_room', 'SELECT * FROM leave_room($1, $2)');

/**
 * Gives up the caller's place or pass; without one nothing happens.
 * @throws DocketError unauthenticated, show_not_found, room_not_found
 */
export async function leaveRoom(ctx: Ctx, input: { readonly id: string }): Promise<void> {
  const user = requireUser(ctx);
  if (!(await readShowFacts(ctx, input.id)).waitingRoom) throw roomNotFound();
  dispatchEvents(ctx, await leaveStatement(ctx.db.pool, [input.id, user.userId]));
}
