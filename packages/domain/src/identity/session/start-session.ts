import { DocketError } from '@docket/contracts/errors';
import type { login as route, Role } from '@docket/contracts/http/identity';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { Ctx } from '../../spine/ctx.ts';
import type { Tx } from '../../spine/emit.ts';
import type { UserReactions } from '../user/reactions.ts';
import { hashToken, newToken } from './token.ts';

/** A session lasts this long from its login; it is not prolonged by use. */
const SESSION_DAYS = 30;
/** A browser that was not there for so long is told of as a new one. */
const KNOWN_DAYS = 90;

/** Where a login comes from, as far as it says. */
export type Caller = {
  /** Shown to the user among their sessions. */
  readonly userAgent?: string | undefined;
  /** The network address it came from, likewise. */
  readonly address?: string | undefined;
};

const insertSession = prepare(
  'session_insert',
  // Guarded against an account that was closed or got another password while this one was checked. The lock makes who sets a password wait:
  // what they end then has this session in it.
  `INSERT INTO sessions (id, user_id, token_hash, created_at, expires_at, user_agent, address, seen_at, way, confirmed_at)
   SELECT $1, u.id, $3, $4, $5, $6, $7, $4, $8, $9 FROM users u WHERE u.id = $2 AND u.disabled_at IS NULL AND ($10::text IS NULL OR u.password_hash = $10)
      FOR SHARE OF u RETURNING id`,
);
const accountStatement = prepare('user_of_session', 'SELECT username::text, role FROM users WHERE id = $1').rows<{
  username: string;
  role: Role;
}>();
const devicesStatement = prepare(
  'session_devices',
  // Of another version of the same browser: what is left without figures is the same.
  `SELECT EXISTS (SELECT FROM sessions o WHERE o.user_id = $1) AS before,
          count(*) FILTER (WHERE regexp_replace(s.user_agent, '[0-9.]+', '', 'g') IS NOT DISTINCT FROM regexp_replace($2, '[0-9.]+', '', 'g'))::int AS alike
     FROM (SELECT user_agent FROM sessions WHERE user_id = $1 AND created_at > $3 ORDER BY created_at DESC LIMIT 200) s`,
).rows<{ before: boolean; alike: number }>();

export type NewSession = {
  readonly userId: string;
  readonly way: 'password' | 'passkey' | 'provider';
  readonly caller: Caller;
  /** When its person proved who they are; null where nobody says. */
  readonly confirmedAt: Date | null;
  /** What the password was checked against. */
  readonly passwordHash?: string;
};

/**
 * Starts a session in the transaction that has made sure of whose it is. Its owner is told where it comes from a browser that they had not used lately.
 * @returns undefined for an account that is closed, or has another password by now
 */
export async function startSession(
  ctx: Pick<Ctx, 'clock'>,
  tx: Tx,
  input: NewSession,
  reactions: UserReactions,
): Promise<RouteResponse<typeof route> | undefined> {
  const { userId, way, caller } = input;
  const token = newToken();
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + SESSION_DAYS * 86_400_000);
  const sessionId = newId();
  const userAgent = caller.userAgent?.slice(0, 200) ?? null;
  const address = caller.address?.slice(0, 100) ?? null;
  const since = new Date(now.getTime() - KNOWN_DAYS * 86_400_000);
  const [devices] = await devicesStatement(tx.client, [userId, userAgent, since]);
  const [session] = await insertSession(tx.client, [
    sessionId,
    userId,
    hashToken(token),
    now,
    expiresAt,
    userAgent,
    address,
    way,
    input.confirmedAt,
    input.passwordHash ?? null,
  ]);
  if (session === undefined) return undefined;
  const [account] = await accountStatement(tx.client, [userId]);
  if (account === undefined) return undefined;
  // The first of all is that of whoever made the account.
  if (devices?.before === true && devices.alike === 0)
    await reactions.users.signedIn(tx, { userId, sessionId, way, userAgent, address, at: now });
  return { token, userId, ...account, expiresAt: expiresAt.toISOString() };
}

/** What is told to who has proved whose account it is. */
export function accountClosed(): DocketError {
  return new DocketError('account_closed', 'This account is closed. Ask whoever runs this site.');
}
