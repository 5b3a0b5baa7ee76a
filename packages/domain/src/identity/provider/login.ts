import { hasLinksAlone } from '../user/ways-in.ts';
import { randomBytes } from 'node:crypto';
import { DocketError } from '@docket/contracts/errors';
import type { login as route } from '@docket/contracts/http/identity';
import type { RouteResponse } from '@docket/contracts/http/route';
import { isUniqueViolation } from '@docket/db/errors';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { Ctx } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { oweMail } from '../mail/owe-mail.ts';
import { accountClosed, startSession, type Caller } from '../session/start-session.ts';
import { hasConfirmed } from '../user/confirmed-address.ts';
import { isUsernameTaken, writeAccount } from '../user/create-user.ts';
import { NO_PASSWORD } from '../user/password.ts';
import type { UserReactions } from '../user/reactions.ts';
import { linkExists } from './begin.ts';
import { linkTo } from './link.ts';
import type { Identity, LoginProvider } from './port.ts';
import { usernameFrom } from './username.ts';

const linkStatement = prepare(
  'login_link_by_subject',
  'SELECT l.id, l.user_id FROM login_links l WHERE l.issuer = $1 AND l.subject = $2',
);
const lockStatement = prepare('login_link_user_lock', 'SELECT disabled_at FROM users WHERE id = $1 FOR SHARE');
const useStatement = prepare(
  'login_link_use',
  'UPDATE login_links SET used_at = $2, email = coalesce($3, email) WHERE id = $1 RETURNING id',
);
const addressStatement = prepare(
  'user_of_confirmed_address',
  // Whoever only names an address has no part in it: else they would wait in their account for its owner to come (docs/adr/0061).
  `SELECT u.id, u.disabled_at FROM users u WHERE u.email = $1::citext AND ${hasConfirmed('u')} FOR UPDATE`,
);

type Input = { readonly provider: LoginProvider; readonly identity: Identity; readonly caller: Caller };
type Outcome = { readonly session: RouteResponse<typeof route>; readonly created: boolean };

/** What two who come at once may both try to write; who is second finds what the first wrote. */
const WRITTEN_MEANWHILE = ['login_links_issuer_subject_key', 'users_email_confirmed', 'users_username_key'];

/**
 * Starts a session for who has logged in at a provider: in the account that is linked to theirs, in the one whose confirmed address the provider has
 * verified as theirs, which is linked by it, or in one that is made for them.
 * @param mayCreate asked before an account is made
 * @throws DocketError `account_closed`, `link_exists`, `provider_no_email`, and what `mayCreate` throws
 */
export async function loginByIdentity(
  ctx: Ctx,
  input: Input,
  reactions: UserReactions,
  mayCreate: () => Promise<void>,
): Promise<Outcome> {
  const { provider, identity } = input;
  const [linked] = await linkStatement(ctx.db.pool, [provider.issuer, identity.subject]);
  if (linked === undefined) await mayCreate();
  for (let tries = 1; ; tries += 1)
    try {
      return await change(ctx, (tx) => loginOnce(ctx, tx, input, reactions));
    } catch (error) {
      if (isUniqueViolation(error, 'login_links_user_id_issuer_key')) throw linkExists(provider.name);
      if (tries === 3 || !WRITTEN_MEANWHILE.some((constraint) => isUniqueViolation(error, constraint))) throw error;
    }
}

async function loginOnce(ctx: Ctx, tx: Tx, input: Input, reactions: UserReactions): Promise<Outcome> {
  const { provider, identity, caller } = input;
  const { issuer } = provider;
  const at = ctx.clock.now();
  const { userId, created } = (await linkedAccount(tx, input)) ??
    (await accountOfAddress(ctx, tx, input)) ?? { userId: await makeAccount(ctx, tx, input), created: true };
  // Locked already where it was found by its address or made; what is read of it then holds until the end.
  const [user] = await lockStatement(tx.client, [userId]);
  if (user?.disabled_at !== null) throw accountClosed();
  const [link] = await linkStatement(tx.client, [issuer, identity.subject]);
  const used = link === undefined ? [] : await useStatement(tx.client, [link.id, at, identity.email]);
  if (used.length === 0)
    throw new DocketError('provider_failed', `This login of ${provider.name} was unlinked just now.`);
  const said = identity.authenticatedAt;
  // Of a provider that does not say when its person logged in there, coming back is all that somebody without another way in can show.
  const confirmedAt = said === null ? ((await hasLinksAlone(tx.client, userId)) ? at : null) : said > at ? at : said;
  const session = await startSession(ctx, tx, { userId, way: 'provider', caller, confirmedAt }, reactions);
  if (session === undefined) throw accountClosed();
  return { session, created };
}

type Found = { readonly userId: string; readonly created: boolean } | undefined;

async function linkedAccount(tx: Tx, { provider, identity }: Input): Promise<Found> {
  const [link] = await linkStatement(tx.client, [provider.issuer, identity.subject]);
  return link && { userId: link.user_id, created: false };
}

async function accountOfAddress(ctx: Ctx, tx: Tx, { provider, identity }: Input): Promise<Found> {
  if (identity.email === null || !identity.emailVerified) return undefined;
  const [user] = await addressStatement(tx.client, [identity.email]);
  if (user === undefined) return undefined;
  if (user.disabled_at !== null) throw accountClosed();
  await linkTo(ctx, tx, { userId: user.id, issuer: provider.issuer, identity });
  await oweMail(tx, { userId: user.id, kind: 'linked' });
  return { userId: user.id, created: false };
}

async function makeAccount(ctx: Ctx, tx: Tx, { provider, identity }: Input): Promise<string> {
  const { email, emailVerified, name } = identity;
  if (email === null)
    throw new DocketError(
      'provider_no_email',
      `${provider.name} told us no email address of yours. Create an account here and link ${provider.name} on your account page.`,
    );
  const wished = usernameFrom(name);
  const username =
    wished !== undefined && !(await isUsernameTaken(tx.client, wished))
      ? wished
      : `${wished ?? 'user'}-${randomBytes(3).toString('hex')}`;
  const userId = newId();
  const at = ctx.clock.now();
  await writeAccount(tx, {
    userId,
    username,
    email,
    phone: null,
    passwordHash: NO_PASSWORD,
    role: 'user',
    at,
    confirmedAt: emailVerified ? at : null,
  });
  if (!emailVerified) await oweMail(tx, { userId, kind: 'confirm', address: email });
  await linkTo(ctx, tx, { userId, issuer: provider.issuer, identity });
  return userId;
}
