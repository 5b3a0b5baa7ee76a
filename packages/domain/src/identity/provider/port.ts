import { DocketError } from '@docket/contracts/errors';

/** What a provider says of somebody who has logged in there. */
export type Identity = {
  /** `sub`: whose account it is there, for ever. */
  readonly subject: string;
  readonly email: string | null;
  /** The provider has made sure that the address is theirs. */
  readonly emailVerified: boolean;
  /** As they are called there. */
  readonly name: string | null;
  /** `auth_time`: when they logged in there; null where it does not say. */
  readonly authenticatedAt: Date | null;
};

/** What binds an answer of a provider to the browser that asked (OpenID Connect Core 1.0, 3.1.2; RFC 7636). */
export type Binding = {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
};

/** An OpenID Connect provider; `packages/providers` has them. */
export type LoginProvider = {
  readonly provider: string;
  readonly name: string;
  readonly issuer: string;
  /**
   * The address at which people log in there.
   * @param maxAge seconds: who has logged in longer ago is to do so again
   * @throws DocketError `provider_unavailable`
   */
  readonly begin: (binding: Binding, maxAge?: number) => Promise<string>;
  /**
   * What came back from there, looked at: state, issuer, code, token, signature, audience, nonce.
   * @param query what stands behind the ? of the address that it led back to
   * @throws DocketError `provider_denied`, `provider_failed`, `provider_unavailable`
   */
  readonly finish: (binding: Binding, query: string) => Promise<Identity>;
};

export function providerUnavailable(name: string, cause: unknown): DocketError {
  return new DocketError('provider_unavailable', `${name} does not answer. Try again, or log in another way.`, {
    retryAfter: 10,
    cause,
  });
}

/** The person said no, or the provider did: with its own word for why. */
export function providerDenied(name: string, word: string, cause: unknown): DocketError {
  const why = word === 'access_denied' ? '' : ` (${word.replace(/[^\w ]/g, '').slice(0, 60)})`;
  return new DocketError('provider_denied', `${name} did not let you in${why}. Nothing was changed here.`, { cause });
}

/** The answer is not one to what this browser asked, or not the provider's. */
export function providerFailed(name: string, cause: unknown): DocketError {
  return new DocketError(
    'provider_failed',
    `What came back from ${name} was not accepted. Begin again from the log-in page.`,
    { cause },
  );
}
