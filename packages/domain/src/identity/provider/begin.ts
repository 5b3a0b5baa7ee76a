import { randomBytes } from 'node:crypto';
import { DocketError } from '@docket/contracts/errors';
import type { beginProviderLogin as route } from '@docket/contracts/http/sign-in';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { SignInSettings } from '@docket/runtime/settings/sign-in';
import { requireUser, type CtxWith } from '../../spine/ctx.ts';
import { hashToken } from '../session/token.ts';
import { confirmPassword } from '../user/confirm-password.ts';
import type { Binding, LoginProvider } from './port.ts';

/** So long somebody may take at the provider. */
const ATTEMPT_MINUTES = 15;
/** Who confirms with a provider has logged in there within so many seconds. */
export const CONFIRM_AGE_SECONDS = 300;

export type Purpose = 'login' | 'link' | 'confirm';

const writeStatement = prepare(
  'provider_attempt_write',
  `INSERT INTO provider_attempts (id, secret_hash, purpose, provider, state, nonce, code_verifier, next, session_id, expires_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);
// Not everybody comes back; whoever goes clears some of those away.
const forgetStatement = prepare(
  'provider_attempts_forget',
  'DELETE FROM provider_attempts WHERE id IN (SELECT id FROM provider_attempts WHERE expires_at < $1 ORDER BY expires_at LIMIT 20 FOR UPDATE SKIP LOCKED)',
);
const linkedStatement = prepare(
  'login_link_to_issuer',
  'SELECT id FROM login_links WHERE user_id = $1 AND issuer = $2',
);

/** The page of the web app that a provider leads back to, each to its own; they are told of it, so it never changes. */
export function returnAddress({ settings }: CtxWith<SignInSettings>, provider: string): string {
  return `${settings.home}/login/return/${provider}`;
}

/** @throws DocketError `provider_not_found` */
export function findProvider(providers: readonly LoginProvider[], slug: string): LoginProvider {
  const found = providers.find(({ provider }) => provider === slug);
  if (found === undefined)
    throw new DocketError('provider_not_found', 'There is no such provider here, or it was taken away.');
  return found;
}

/**
 * Sends a browser to a provider: to log in, to link an account there to the caller's, or to confirm with one that it is them. What comes back counts only
 * with the secret that this browser is given, once.
 * @throws DocketError `provider_not_found`, `provider_unavailable`; to link also `unauthenticated`, `confirmation_needed`, `link_exists`, to confirm
 *   `link_not_found`
 */
export async function beginAtProvider(
  ctx: CtxWith<SignInSettings>,
  input: { readonly provider: string; readonly purpose: Purpose; readonly next?: string | undefined },
  providers: readonly LoginProvider[],
): Promise<RouteResponse<typeof route>> {
  const provider = findProvider(providers, input.provider);
  const { purpose } = input;
  const sessionId = purpose === 'login' ? null : await requireLinkable(ctx, purpose, provider);
  const random = (): string => randomBytes(32).toString('base64url');
  const attempt = `pa_${random()}`;
  const binding: Binding = {
    state: random(),
    nonce: random(),
    codeVerifier: random(),
    redirectUri: returnAddress(ctx, provider.provider),
  };
  const url = await provider.begin(binding, purpose === 'confirm' ? CONFIRM_AGE_SECONDS : undefined);
  const now = ctx.clock.now();
  await forgetStatement(ctx.db.pool, [now]);
  await writeStatement(ctx.db.pool, [
    newId(),
    hashToken(attempt),
    purpose,
    provider.provider,
    binding.state,
    binding.nonce,
    binding.codeVerifier,
    input.next ?? null,
    sessionId,
    new Date(now.getTime() + ATTEMPT_MINUTES * 60_000),
  ]);
  return { url, attempt };
}

async function requireLinkable(
  ctx: CtxWith<SignInSettings>,
  purpose: 'link' | 'confirm',
  { issuer, name }: LoginProvider,
): Promise<string> {
  const { userId, sessionId } = requireUser(ctx);
  if (purpose === 'link') await confirmPassword(ctx, undefined);
  const linked = (await linkedStatement(ctx.db.pool, [userId, issuer])).length > 0;
  if (purpose === 'link' && linked) throw linkExists(name);
  if (purpose === 'confirm' && !linked)
    throw new DocketError('link_not_found', `Your account is not linked with ${name}.`);
  return sessionId;
}

export function linkExists(name: string): DocketError {
  return new DocketError(
    'link_exists',
    `The account here is linked with another login of ${name} already. Unlink that one on the account page first.`,
  );
}
