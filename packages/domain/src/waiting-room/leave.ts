import { prepare } from '@docket/db/statement';
import { readShowFacts } from '../catalog/show/show-facts.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { ENTRY_COLUMNS, roomNotFound, roomUpdated, type EntryRow } from './rows.ts';

/** A draw takes this lock alone: the list stands still under it. */
const lockStatement = prepare('room_lock_shared', 'SELECT pg_advisory_xact_lock_shared(room_lock($1))');
const leaveStatement = prepare(
  'room_leave',
  `UPDATE room_entries e SET status = 'LEFT', revision = e.revision + 1 FROM rooms r
    WHERE r.show_id = e.show_id AND e.show_id = $1 AND e.user_id = $2 AND e.status IN ('WAITING', 'ADMITTED')
   RETURNING ${ENTRY_COLUMNS}, r.drawn_at IS NOT NULL AS drawn`,
).rows<EntryRow & { drawn: boolean }>();
const forgetStatement = prepare('room_forget', 'DELETE FROM room_entries WHERE id = ANY ($1::uuid[])');

/**
 * Gives up the caller's place or pass; without one nothing happens. Before the draw it is as if it had never been, afterwards its place stays
 * in the draw.
 * @throws DocketError unauthenticated, show_not_found, room_not_found
 */
export async function leaveRoom(ctx: Ctx, input: { readonly id: string }): Promise<void> {
  const user = requireUser(ctx);
  if (!(await readShowFacts(ctx, input.id)).waitingRoom) throw roomNotFound();
  await change(ctx, async (tx) => {
    await lockStatement(tx.client, [input.id]);
    const left = await leaveStatement(tx.client, [input.id, user.userId]);
    tx.emit(...left.map((row) => roomUpdated(row)));
    const undrawn = left.filter(({ drawn }) => !drawn);
    if (undrawn.length > 0) await forgetStatement(tx.client, [undrawn.map(({ id }) => id)]);
  });
}
