import { DocketError } from '@docket/contracts/errors';
import type { login as route } from '@docket/contracts/http/identity';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { hasConfirmed } from '../user/confirmed-address.ts';
import { verifyPassword } from '../user/password.ts';
import type { UserReactions } from '../user/reactions.ts';
import { startSession, type Caller } from './start-session.ts';

const findUser = prepare(
  'user_for_login',
  // By an address only whose it is: else a login would tell whether somebody has one that anybody can name at sign-up.
  `SELECT u.id, u.password_hash FROM users u
    WHERE (u.username = $1::citext OR (u.email = $1::citext AND ${hasConfirmed('u')})) AND u.disabled_at IS NULL`,
);

export type LoginInput = Caller & {
  /** Username or confirmed email address, whatever its case. */
  readonly username: string;
  readonly password: string;
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
export async function login(
  ctx: Ctx,
  { username, password, ...caller }: LoginInput,
  reactions: UserReactions,
): Promise<RouteResponse<typeof route>> {
  const [user] = await findUser(ctx.db.pool, [username.trim()]);
  const matches = await verifyPassword(user?.password_hash, password);
  if (user === undefined || !matches) throw wrong();
  const { id: userId, password_hash: passwordHash } = user;
  const confirmedAt = ctx.clock.now();
  const session = await change(ctx, (tx) =>
    startSession(ctx, tx, { userId, way: 'password', caller, confirmedAt, passwordHash }, reactions),
  );
  if (session === undefined) throw wrong();
  return session;
}

function wrong(): DocketError {
  return new DocketError('invalid_credentials', 'Username or password is wrong.');
}
