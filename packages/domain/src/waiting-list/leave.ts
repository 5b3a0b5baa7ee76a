import { prepare } from '@docket/db/statement';
import { release } from '../reservation/end.ts';
import type { HoldReactions } from '../reservation/subject.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import { entryNotFound } from './get.ts';
import { ENTRY_COLUMNS, type EntryRow } from './rows.ts';
import { endEntry, lockEntry } from './status.ts';

const openStatement = prepare(
  'waiting_entries_of_user_lock',
  `SELECT ${ENTRY_COLUMNS} FROM waiting_list w WHERE w.user_id = $1 AND w.status IN ('WAITING', 'OFFERED') ORDER BY w.id FOR UPDATE`,
).rows<EntryRow>();

/** Stops waiting, or declines what is offered; an entry that has ended stays as it is. @throws DocketError unauthenticated, waiting_entry_not_found */
export async function leaveWaitingList(
  ctx: Ctx,
  input: { readonly id: string },
  reactions: HoldReactions,
): Promise<void> {
  const user = requireUser(ctx);
  await change(ctx, async (tx) => {
    const entry = await lockEntry(tx, { showId: input.id, userId: user.userId });
    if (entry === undefined) throw entryNotFound();
    if (entry.status !== 'WAITING' && entry.status !== 'OFFERED') return;
    await endEntry(tx, entry.id, { status: 'LEFT' });
    if (entry.status === 'OFFERED' && entry.hold_id !== null) await release(tx, [entry.hold_id], reactions);
  });
}

/** Leaves every list that somebody is in; what was offered goes to the next. */
export async function leaveWaitingLists(tx: Tx, userId: string, reactions: HoldReactions): Promise<void> {
  const entries = await openStatement(tx.client, [userId]);
  for (const { id } of entries) await endEntry(tx, id, { status: 'LEFT' });
  const offered = entries.flatMap(({ status, hold_id }) => (status === 'OFFERED' && hold_id !== null ? [hold_id] : []));
  if (offered.length > 0) await release(tx, offered, reactions);
}
