import { prepare } from '@docket/db/statement';
import { readShowFacts } from '../catalog/show/show-facts.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { dispatchEvents, type EventRow } from '../spine/outbox-events.ts';
import { roomNotFound } from './rows.ts';

const leaveStatement = prepare('leave_room', 'SELECT * FROM leave_room($1, $2)').rows<EventRow>();

/**
 * Gives up the caller's place or pass; without one nothing happens.
 * @throws DocketError unauthenticated, show_not_found, room_not_found
 */
export async function leaveRoom(ctx: Ctx, input: { readonly id: string }): Promise<void> {
  const user = requireUser(ctx);
  if (!(await readShowFacts(ctx, input.id)).waitingRoom) throw roomNotFound();
  dispatchEvents(ctx, await leaveStatement(ctx.db.pool, [input.id, user.userId]));
}
