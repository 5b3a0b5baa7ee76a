import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';

const countStatement = prepare(
  'trips_to_come',
  `SELECT count(*)::int AS n FROM trips t WHERE t.user_id = $1 AND t.status = 'CONFIRMED' AND t.ends_at > $2`,
).rows<{ n: number }>();

/** Trips that somebody has bought and that are not over. */
export async function countTripsToCome(ctx: Pick<Ctx, 'db' | 'clock'>, userId: string): Promise<number> {
  const [row] = await countStatement(ctx.db.pool, [userId, ctx.clock.now()]);
  return row?.n ?? 0;
}
