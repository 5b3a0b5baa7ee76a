import { readShowFacts } from '../../catalog/show/show-facts.ts';
import { release } from '../../reservation/end.ts';
import type { HoldReactions } from '../../reservation/subject.ts';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { lockHouseHolds } from './list.ts';

/** Puts house seats on sale: they are free at once, and kept for those who wait first. @throws DocketError `forbidden`, `show_not_found` */
export async function releaseHouseSeats(
  ctx: Ctx,
  input: { readonly id: string; readonly seats: readonly number[] },
  reactions: HoldReactions,
): Promise<{ released: number }> {
  requireRole(ctx, 'manager', 'admin');
  await readShowFacts(ctx, input.id);
  const released = await change(ctx, async (tx) => {
    const holds = await lockHouseHolds(tx.client, input.id, input.seats);
    if (holds.length === 0) return 0;
    return (
      await release(
        tx,
        holds.map(({ id }) => id),
        reactions,
      )
    ).length;
  });
  ctx.log.info({ showId: input.id, released }, 'house seats released');
  return { released };
}
