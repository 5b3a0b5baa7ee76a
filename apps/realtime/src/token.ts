import { errors as joseErrors, jwtVerify } from 'jose';
import { isUserId } from './channels.ts';

export type TokenVerdict =
  /** `expiresAt` in ms since 1970. */
  | { readonly kind: 'valid'; readonly userId: string; readonly expiresAt: number }
  | { readonly kind: 'expired' }
  | { readonly kind: 'invalid' };

export type VerifyToken = (token: string) => Promise<TokenVerdict>;

/** Checks connection tokens: JWT, HS256, claims `sub` (the user) and `exp`. Never throws. */
export function createTokenVerifier(secret: string): VerifyToken {
  const key = new TextEncoder().encode(secret);
  return async function verify(token) {
    if (token === '') return { kind: 'invalid' };
    try {
      const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], requiredClaims: ['sub', 'exp'] });
      if (!isUserId(payload.sub) || payload.exp === undefined) return { kind: 'invalid' };
      return { kind: 'valid', userId: payload.sub, expiresAt: payload.exp * 1_000 };
    } catch (error) {
      return { kind: error instanceof joseErrors.JWTExpired ? 'expired' : 'invalid' };
    }
  };
}
