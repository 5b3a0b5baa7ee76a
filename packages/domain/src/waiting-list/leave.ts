import { release } from '../reservation/end.ts';
import type { HoldReactions } from '../reservation/subject.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { entryNotFound } from './get.ts';
import { endEntry, lockEntry } from './status.ts';

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
