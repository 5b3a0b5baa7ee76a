import type { Role } from '@docket/contracts/http/identity';
import { prepare } from '@docket/db/statement';
import type { Ctx, UserActor } from '../../spine/ctx.ts';
import { isApiTokenShaped, loadApiToken } from '../token/load.ts';
import { isStale, noteSeen } from './note-seen.ts';
import { sessionCache, type CachedSession } from './session-cache.ts';
import { hashToken, isTokenShaped } from './token.ts';

const findSession = prepare(
  'session_by_token',
  `SELECT s.id AS session_id, u.id AS user_id, u.username::text, u.role, s.expires_at, s.seen_at
     FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.token_hash = $1 AND s.revoked_at IS NULL AND u.disabled_at IS NULL`,
).rows<{ username: string; role: Role }>();

/**
 * Who holds this token, of a login or of a program? Answers from memory for up to `SESSION_CACHE_MS`, so hot requests do not each ask the database.
 * @returns undefined for a token that is unknown, expired or revoked.
 */
export async function authenticate(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  input: { readonly token: string },
): Promise<UserActor | undefined> {
  const read = isTokenShaped(input.token) ? load : isApiTokenShaped(input.token) ? loadApiToken : undefined;
  if (read === undefined) return undefined;
  const hash = hashToken(input.token);
  const session = await sessionCache(ctx.db).get(hash.toString('base64'), () => read(ctx, hash));
  return session !== undefined && session.expiresAt > ctx.clock.now() ? session.actor : undefined;
}

async function load(ctx: Pick<Ctx, 'db' | 'clock'>, hash: Buffer): Promise<CachedSession | undefined> {
  const [row] = await findSession(ctx.db.pool, [hash]);
  if (row === undefined) return undefined;
  // Where the database cannot write, reading goes on.
  if (isStale(row.seen_at, ctx.clock.now())) noteSeen(ctx, row.session_id).catch(() => undefined);
  return {
    actor: { kind: 'user', userId: row.user_id, username: row.username, role: row.role, sessionId: row.session_id },
    expiresAt: row.expires_at,
  };
}
