import { prepare } from '@docket/db/statement';
import { readShowFacts } from '../catalog/show/show-facts.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
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
  await change(ctx, (tx) => leaveOne(tx, { showId: input.id, userId: user.userId }));
}

async function leaveOne(
  tx: Tx,
  { showId, userId }: { readonly showId: string; readonly userId: string },
): Promise<void> {
  await lockStatement(tx.client, [showId]);
  const left = await leaveStatement(tx.client, [showId, userId]);
  tx.emit(...left.map((row) => roomUpdated(row)));
  const undrawn = left.filter(({ drawn }) => !drawn);
  if (undrawn.length > 0) await forgetStatement(tx.client, [undrawn.map(({ id }) => id)]);
}

const roomsOfUserStatement = prepare(
  'rooms_of_user',
  `SELECT e.show_id FROM room_entries e WHERE e.user_id = $1 AND e.status IN ('WAITING', 'ADMITTED') ORDER BY e.show_id`,
);

/** Leaves every room that somebody is in. */
export async function leaveRooms(tx: Tx, userId: string): Promise<void> {
  for (const { show_id: showId } of await roomsOfUserStatement(tx.client, [userId]))
    await leaveOne(tx, { showId, userId });
}
