import type { ApiScope } from '@docket/contracts/scopes';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { isStale, SEEN_MINUTES } from '../session/note-seen.ts';
import type { CachedSession } from '../session/session-cache.ts';

/** 256 random bits behind a prefix of their own: secret scanners can look for it, and no login is taken for one. */
const TOKEN = /^dkp_[A-Za-z0-9_-]{43}$/;

/** Could this be a token of a program? Spares the database everything else. */
export function isApiTokenShaped(token: string): boolean {
  return TOKEN.test(token);
}

const findStatement = prepare(
  'api_token_by_hash',
  `SELECT t.id AS token_id, u.id AS user_id, u.username::text, t.scopes, t.expires_at, t.seen_at
     FROM api_tokens t JOIN users u ON u.id = t.user_id
    WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND u.disabled_at IS NULL`,
).rows<{ username: string; scopes: ApiScope[] }>();
const seenStatement = prepare(
  'api_token_seen',
  'UPDATE api_tokens SET seen_at = $2 WHERE id = $1 AND revoked_at IS NULL AND (seen_at IS NULL OR seen_at < $3) RETURNING id',
);

/**
 * The program that holds a token. Whatever its owner is, it has no role: what only setters, managers or admins may do is for people.
 * @returns undefined for a token that is unknown or revoked, or whose account is closed
 */
export async function loadApiToken(ctx: Pick<Ctx, 'db' | 'clock'>, hash: Buffer): Promise<CachedSession | undefined> {
  const [row] = await findStatement(ctx.db.pool, [hash]);
  if (row === undefined) return undefined;
  const now = ctx.clock.now();
  const before = new Date(now.getTime() - SEEN_MINUTES * 60_000);
  // Where the database cannot write, reading goes on.
  if (isStale(row.seen_at, now)) seenStatement(ctx.db.pool, [row.token_id, now, before]).catch(() => undefined);
  const { user_id: userId, username, token_id: sessionId, scopes } = row;
  return { actor: { kind: 'user', userId, username, role: 'user', sessionId, scopes }, expiresAt: row.expires_at };
}
