import { errors as joseErrors, jwtVerify, type JWTPayload } from 'jose';
import type { SecretValues } from '@docket/runtime/settings/secrets';
import { isUserId } from './channels.ts';

export type TokenClaims = {
  readonly userId: string;
  /** In ms since 1970. */
  readonly expiresAt: number;
  /** The login it was made with, and what the account was then; empty in tokens of servers before 0.2, and of others' back ends. */
  readonly sessionId: string;
  readonly role: string;
};

export type TokenVerdict =
  | ({ readonly kind: 'valid' } & TokenClaims)
  | { readonly kind: 'expired' }
  | { readonly kind: 'invalid' };

export type VerifyToken = (token: string) => Promise<TokenVerdict>;

/** The claims, by whichever of the keys signed them. @throws JOSEError */
async function verifyWithAny(token: string, keys: readonly Uint8Array[]): Promise<JWTPayload> {
  let failure: unknown;
  for (const key of keys) {
    try {
      return (await jwtVerify(token, key, { algorithms: ['HS256'], requiredClaims: ['sub', 'exp'] })).payload;
    } catch (error) {
      failure = error;
      // Whatever else is wrong, this key signed it.
      if (!(error instanceof joseErrors.JWSSignatureVerificationFailed)) throw error;
    }
  }
  throw failure;
}

function textClaim(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/**
 * Checks connection tokens: JWT, HS256, signed with any of the secrets, claims `sub` (the user) and `exp`, and where there are such,
 * `sid` and `role`. Never throws.
 */
export function createTokenVerifier(secrets: SecretValues): VerifyToken {
  const keys = secrets.map((secret) => new TextEncoder().encode(secret));
  return async function verify(token) {
    if (token === '') return { kind: 'invalid' };
    try {
      const payload = await verifyWithAny(token, keys);
      if (!isUserId(payload.sub) || payload.exp === undefined) return { kind: 'invalid' };
      return {
        kind: 'valid',
        userId: payload.sub,
        expiresAt: payload.exp * 1_000,
        sessionId: textClaim(payload['sid']),
        role: textClaim(payload['role']),
      };
    } catch (error) {
      return { kind: error instanceof joseErrors.JWTExpired ? 'expired' : 'invalid' };
    }
  };
}
