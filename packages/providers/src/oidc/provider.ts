import * as oidc from 'openid-client';
import { z } from 'zod';
import {
  providerDenied,
  providerFailed,
  providerUnavailable,
  type Identity,
  type LoginProvider,
} from '@docket/domain/identity/provider/port';
import type { LoginProviderSettings } from '@docket/runtime/settings/sign-in';

/** For each request to the provider; somebody waits for it. */
const TIMEOUT_SECONDS = 8;
/** What a provider says of itself, such as where its keys are, is read again after so long. */
const DISCOVERY_MS = 3_600_000;

/** Of what is said about a person (OpenID Connect Core 1.0, 5.1). An `email_verified` that is not `true` itself is none. */
const claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.email().max(254).optional().catch(undefined),
  email_verified: z.literal(true).optional().catch(undefined),
  preferred_username: z.string().max(200).optional().catch(undefined),
  name: z.string().max(200).optional().catch(undefined),
  auth_time: z.number().optional().catch(undefined),
});

/** A provider as OpenID Connect Discovery describes it, asked by the authorization code flow with PKCE, state and nonce. */
export function createOidcProvider(settings: LoginProviderSettings): LoginProvider {
  const { provider, name, issuer, clientId, clientSecret } = settings;
  let known: { readonly at: number; readonly config: Promise<oidc.Configuration> } | undefined;

  /** Read when it is first needed: a provider that is away keeps nothing from starting. */
  async function discovered(): Promise<oidc.Configuration> {
    if (known === undefined || Date.now() - known.at > DISCOVERY_MS)
      known = {
        at: Date.now(),
        config: oidc.discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretBasic(clientSecret), {
          timeout: TIMEOUT_SECONDS,
          execute: [
            // The library leaves the signature of an ID token to the connection that it came over, which may be one without TLS here.
            oidc.enableNonRepudiationChecks,
            // Settings allow it on this machine alone.
            ...(issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : []),
          ],
        }),
      };
    try {
      return await known.config;
    } catch (error) {
      known = undefined;
      throw providerUnavailable(name, reasonOf(error));
    }
  }

  return {
    provider,
    name,
    issuer,
    async begin({ state, nonce, codeVerifier, redirectUri }, maxAge) {
      const url = oidc.buildAuthorizationUrl(await discovered(), {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        ...(maxAge === undefined ? {} : { max_age: String(maxAge) }),
      });
      return url.href;
    },
    async finish({ state, nonce, codeVerifier, redirectUri }, query) {
      const config = await discovered();
      const returned = new URL(redirectUri);
      returned.search = query;
      try {
        const tokens = await oidc.authorizationCodeGrant(config, returned, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        });
        return await identityOf(config, tokens);
      } catch (error) {
        throw told(name, error);
      }
    },
  };
}

type Tokens = Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>;

/** What the ID token says; of what it leaves out, what the provider answers when it is asked, about the same person. */
async function identityOf(config: oidc.Configuration, tokens: Tokens): Promise<Identity> {
  const said = claims.parse(tokens.claims());
  const more =
    said.email === undefined && config.serverMetadata().userinfo_endpoint !== undefined
      ? claims.parse(await oidc.fetchUserInfo(config, tokens.access_token, said.sub))
      : undefined;
  const of = more ?? said;
  return {
    subject: said.sub,
    email: of.email ?? null,
    emailVerified: of.email_verified === true,
    name: of.preferred_username ?? of.name ?? null,
    authenticatedAt: said.auth_time === undefined ? null : new Date(said.auth_time * 1_000),
  };
}

function told(name: string, error: unknown): Error {
  const why = reasonOf(error);
  if (error instanceof oidc.AuthorizationResponseError) return providerDenied(name, error.error, why);
  return isAway(error) ? providerUnavailable(name, why) : providerFailed(name, why);
}

/** The error and what it was caused by, outermost first. */
function chainOf(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  for (let at = error; at instanceof Error && chain.length < 5; at = at.cause) chain.push(at);
  return chain;
}

/** For logs: in words alone, since the library's errors carry codes and claims of people along. */
function reasonOf(error: unknown): Error {
  return new Error(
    chainOf(error)
      .map((one) => (one instanceof oidc.ResponseBodyError ? `${one.message} (${one.error})` : one.message))
      .join(': '),
  );
}

/** Nobody answered, or the provider says itself that it cannot. */
function isAway(error: unknown): boolean {
  return chainOf(error).some(
    (one) =>
      one.name === 'TimeoutError' ||
      one.message === 'fetch failed' ||
      (one instanceof oidc.ResponseBodyError && one.status >= 500),
  );
}
