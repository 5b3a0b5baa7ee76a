import { DocketError } from '@docket/contracts/errors';
import type { login as route, Role } from '@docket/contracts/http/identity';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { Ctx } from '../../spine/ctx.ts';
import { hasConfirmed } from '../user/confirmed-address.ts';
import { verifyPassword } from '../user/password.ts';
import { hashToken, newToken } from './token.ts';

/** A session lasts this long from its login; it is not prolonged by use. */
export const SESSION_DAYS = 30;

const findUser = prepare(
  'user_for_login',
  // By an address only whose it is: else a login would tell whether somebody has one that anybody can name at sign-up.
  `SELECT u.id, u.username::text, u.role, u.password_hash FROM users u
    WHERE (u.username = $1::citext OR (u.email = $1::citext AND ${hasConfirmed('u')})) AND u.disabled_at IS NULL`,
).rows<{ username: string; role: Role }>();

const insertSession = prepare(
  'session_insert',
  // Guarded against an account that was closed or got another password while this one was checked. The lock makes who sets a password wait:
  // what they end then has this session in it.
  `INSERT INTO sessions (id, user_id, token_hash, created_at, expires_at, user_agent, address, seen_at)
   SELECT $1, u.id, $3, $4, $5, $6, $7, $4 FROM users u WHERE u.id = $2 AND u.disabled_at IS NULL AND u.password_hash = $8
      FOR SHARE OF u RETURNING id`,
);

export type LoginInput = {
  /** Username or confirmed email address, whatever its case. */
  readonly username: string;
  readonly password: string;
  /** Shown to the user among their sessions. */
  readonly userAgent?: string | undefined;
  /** The network address it came from, likewise. */
  readonly address?: string | undefined;
};

/**
 * What failed logins are counted by: one account is one, whether by its username or its email address. Of a name that nobody has, the name.
 */
export async function loginAccount(ctx: Pick<Ctx, 'db'>, input: { readonly username: string }): Promise<string> {
  const name = input.username.trim();
  const [user] = await findUser(ctx.db.pool, [name]);
  return user?.id ?? name.normalize('NFC').toLowerCase();
}

/**
 * Starts a session. An unknown user and a wrong password get the same answer after about the same time.
 * @throws DocketError `invalid_credentials`, `unavailable`
 */
export async function login(ctx: Ctx, input: LoginInput): Promise<RouteResponse<typeof route>> {
  const [user] = await findUser(ctx.db.pool, [input.username.trim()]);
  const matches = await verifyPassword(user?.password_hash, input.password);
  if (user === undefined || !matches) throw wrong();
  const token = newToken();
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + SESSION_DAYS * 86_400_000);
  const [session] = await insertSession(ctx.db.pool, [
    newId(),
    user.id,
    hashToken(token),
    now,
    expiresAt,
    input.userAgent?.slice(0, 200) ?? null,
    input.address?.slice(0, 100) ?? null,
    user.password_hash,
  ]);
  if (session === undefined) throw wrong();
  return { token, userId: user.id, username: user.username, role: user.role, expiresAt: expiresAt.toISOString() };
}

function wrong(): DocketError {
  return new DocketError('invalid_credentials', 'Username or password is wrong.');
}
