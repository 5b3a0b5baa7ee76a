import { prepare } from '@docket/db/statement';
import type { Pool, PoolClient } from '@docket/db/pool';
import type { Ctx } from '../../spine/ctx.ts';
import { sessionCache } from './session-cache.ts';

const endStatement = prepare(
  'sessions_end',
  `UPDATE sessions SET revoked_at = $2
    WHERE user_id = $1 AND revoked_at IS NULL AND ($3::uuid IS NULL OR id = $3) AND ($4::uuid IS NULL OR id <> $4) RETURNING id`,
);

export type EndSessions = {
  readonly userId: string;
  /** This one alone. */
  readonly only?: string;
  /** All but this one. */
  readonly except?: string;
};

/**
 * Ends sessions of a user: all, one, or all but one. Whoever ends them in a transaction calls `forgetSessions` after it.
 * @returns how many ended
 */
export async function endSessions(
  on: Pool | PoolClient,
  at: Date,
  { userId, only, except }: EndSessions,
): Promise<number> {
  return (await endStatement(on, [userId, at, only ?? null, except ?? null])).length;
}

/** What this process remembers of sessions; others forget it within `SESSION_CACHE_MS`. */
export function forgetSessions({ db }: Pick<Ctx, 'db'>): void {
  sessionCache(db).clear();
}
