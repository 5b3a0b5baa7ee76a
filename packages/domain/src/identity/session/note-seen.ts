import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';

/** A session that is used is noted as seen this often at most, so that reading costs no writing. */
export const SEEN_MINUTES = 5;

const seenStatement = prepare(
  'session_seen',
  `UPDATE sessions SET seen_at = $2 WHERE id = $1 AND revoked_at IS NULL AND (seen_at IS NULL OR seen_at < $3) RETURNING id`,
);

/** Is it time to note a session again? */
export function isStale(seenAt: Date | null, now: Date): boolean {
  return seenAt === null || now.getTime() - seenAt.getTime() > SEEN_MINUTES * 60_000;
}

/** Notes that a session is in use; once, however many ask at a time. */
export async function noteSeen(ctx: Pick<Ctx, 'db' | 'clock'>, sessionId: string): Promise<void> {
  const now = ctx.clock.now();
  await seenStatement(ctx.db.pool, [sessionId, now, new Date(now.getTime() - SEEN_MINUTES * 60_000)]);
}
