import { hasLinksAlone } from '../user/ways-in.ts';
import { DocketError } from '@docket/contracts/errors';
import type { endProvider as route } from '@docket/contracts/http/sign-in';
import type { RouteResponse } from '@docket/contracts/http/route';
import { isUniqueViolation } from '@docket/db/errors';
import { prepare } from '@docket/db/statement';
import type { SignInSettings } from '@docket/runtime/settings/sign-in';
import { requireUser, type CtxWith } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { oweMail } from '../mail/owe-mail.ts';
import type { Caller } from '../session/start-session.ts';
import { hashToken } from '../session/token.ts';
import { lockCaller, noteConfirmed } from '../user/confirm-password.ts';
import type { UserReactions } from '../user/reactions.ts';
import { CONFIRM_AGE_SECONDS, findProvider, linkExists, returnAddress, type Purpose } from './begin.ts';
import { linkTo } from './link.ts';
import { loginByIdentity } from './login.ts';
import { providerFailed, type Identity, type LoginProvider } from './port.ts';

/** Clocks of providers may go wrong by so much. */
const SKEW_SECONDS = 60;

const takeStatement = prepare(
  'provider_attempt_take',
  `DELETE FROM provider_attempts WHERE secret_hash = $1
   RETURNING purpose, provider, state, nonce, code_verifier, next, session_id, expires_at`,
).rows<{ purpose: Purpose }>();
const ownerStatement = prepare(
  'login_link_owner',
  'SELECT user_id FROM login_links WHERE issuer = $1 AND subject = $2',
);

/** Asked before an account is made. */
type MayCreate = () => Promise<void>;

/**
 * Takes in what a provider has led back with. The attempt is gone with it, whatever comes of it: the same address again does nothing.
 * @throws DocketError `attempt_gone` in another browser than the one that began it, too late or again; what the provider's `finish`, `loginByIdentity` and
 *   `linkTo` throw
 */
export async function finishAtProvider(
  ctx: CtxWith<SignInSettings>,
  input: { readonly attempt: string; readonly provider: string; readonly query: string } & Caller,
  {
    providers,
    reactions,
    mayCreate,
  }: { readonly providers: readonly LoginProvider[]; readonly reactions: UserReactions; readonly mayCreate: MayCreate },
): Promise<RouteResponse<typeof route>> {
  const [attempt] = await takeStatement(ctx.db.pool, [hashToken(input.attempt)]);
  if (attempt === undefined || attempt.expires_at <= ctx.clock.now()) throw gone();
  const { purpose, next } = attempt;
  if (purpose !== 'login' && requireUser(ctx).sessionId !== attempt.session_id) throw gone();
  // Another one led back here than was asked: it may have passed its person on, for what they are given (RFC 9700, 4.4).
  if (input.provider !== attempt.provider) throw gone();
  const provider = findProvider(providers, attempt.provider);
  const { state, nonce, code_verifier: codeVerifier } = attempt;
  const binding = { state, nonce, codeVerifier, redirectUri: returnAddress(ctx, attempt.provider) };
  const identity = await provider.finish(binding, input.query);
  const done = { purpose, session: null, created: false, next };
  switch (purpose) {
    case 'login': {
      const caller = { userAgent: input.userAgent, address: input.address };
      return { ...done, ...(await loginByIdentity(ctx, { provider, identity, caller }, reactions, mayCreate)) };
    }
    case 'link':
      await link(ctx, provider, identity);
      return done;
    case 'confirm':
      await confirm(ctx, provider, identity);
      return done;
    default:
      return purpose satisfies never;
  }
}

async function link(ctx: CtxWith<SignInSettings>, provider: LoginProvider, identity: Identity): Promise<void> {
  const { userId } = requireUser(ctx);
  try {
    await change(ctx, async (tx) => {
      // Not where whoever set another password has ended the session meanwhile.
      await lockCaller(ctx, tx);
      await linkTo(ctx, tx, { userId, issuer: provider.issuer, identity });
      await oweMail(tx, { userId, kind: 'linked' });
    });
  } catch (error) {
    if (isUniqueViolation(error, 'login_links_user_id_issuer_key')) throw linkExists(provider.name);
    if (isUniqueViolation(error, 'login_links_issuer_subject_key'))
      throw new DocketError(
        'link_taken',
        `That account of ${provider.name} is linked to another account here. Log in with it and unlink it there first.`,
        { cause: error },
      );
    throw error;
  }
}

async function confirm(ctx: CtxWith<SignInSettings>, provider: LoginProvider, identity: Identity): Promise<void> {
  const [owner] = await ownerStatement(ctx.db.pool, [provider.issuer, identity.subject]);
  if (owner?.user_id !== requireUser(ctx).userId)
    throw new DocketError('link_not_found', `That is not the account of ${provider.name} that is linked to yours.`);
  const { authenticatedAt: at } = identity;
  const now = ctx.clock.now();
  const { userId } = requireUser(ctx);
  if (at === null && !(await hasLinksAlone(ctx.db.pool, userId)))
    throw new DocketError(
      'provider_no_time',
      `${provider.name} does not say when you logged in there, so it cannot confirm that it is you. Use another way.`,
    );
  // It was asked for a fresh log-in, and is not taken at its word.
  const age = at === null ? 0 : (now.getTime() - at.getTime()) / 1_000;
  if (age > CONFIRM_AGE_SECONDS + SKEW_SECONDS || age < -SKEW_SECONDS)
    throw providerFailed(provider.name, new Error('auth_time is older than max_age, or not yet'));
  await noteConfirmed(ctx, at === null || at > now ? now : at);
}

function gone(): DocketError {
  return new DocketError(
    'attempt_gone',
    'This log-in was begun in another window, took too long or was finished already. Begin again from the log-in page.',
  );
}
