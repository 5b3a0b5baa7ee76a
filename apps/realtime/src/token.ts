import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { SecretValues } from '@docket/runtime/settings/secrets';
import { isUserId } from './channels.ts';

export type TokenClaims = {
  readonly userId: string;
  /** In ms since 1970. */
  readonly expiresAt: number;
  /** The login it was made with, and what the account was then; empty in tokens of servers before 0.2, and of others' back ends. */
  readonly sessionId: string;
  readonly role: string;
  /** Of a token that was made with an API token: the types of events that it hears. */
  readonly only?: ReadonlySet<string>;
};

export type TokenVerdict =
  | ({ readonly kind: 'valid' } & TokenClaims)
  | { readonly kind: 'expired' }
  | { readonly kind: 'invalid' };

export type VerifyToken = (token: string) => TokenVerdict;

type Fields = Readonly<Record<string, unknown>>;

/** A part of a JWT, which is JSON in base64url. @throws SyntaxError, TypeError */
function readPart(part: string): Fields {
  const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
  if (typeof value !== 'object' || value === null) throw new TypeError('no object');
  return { ...value };
}

function textClaim(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Whether it says HS256 and asks for nothing that must be understood (RFC 7515, section 4.1.11). @throws SyntaxError, TypeError */
function isOurKind(header: string): boolean {
  const { alg, crit } = readPart(header);
  return alg === 'HS256' && crit === undefined;
}

/** What the claims say at a time, in ms (RFC 7519, section 4.1). */
function judge(claims: Fields, now: number): TokenVerdict {
  const { sub, exp, nbf } = claims;
  if (!isUserId(sub) || typeof exp !== 'number') return { kind: 'invalid' };
  if (nbf !== undefined && !(typeof nbf === 'number' && nbf * 1_000 <= now)) return { kind: 'invalid' };
  if (exp * 1_000 <= now) return { kind: 'expired' };
  const { sid, role, only } = claims;
  if (only !== undefined && !Array.isArray(only)) return { kind: 'invalid' };
  return {
    kind: 'valid',
    userId: sub,
    expiresAt: exp * 1_000,
    sessionId: textClaim(sid),
    role: textClaim(role),
    ...(only === undefined ? {} : { only: new Set(only.map(String)) }),
  };
}

/**
 * Checks connection tokens: JWT, HS256, signed with any of the secrets, claims `sub` (the user) and `exp`, and where there are such,
 * `sid` and `role`. Never throws. Its own few lines and not a library's: those that work on WebCrypto cost a third of an accept, on
 * threads and in promises, for one HMAC of 200 bytes.
 */
export function createTokenVerifier(secrets: SecretValues): VerifyToken {
  // All tokens of one issuer have the same header.
  let known = '';
  const keys = secrets.map((secret) => createSecretKey(secret, 'utf8'));
  const isSigned = (signed: string, signature: Buffer): boolean =>
    keys.some((key) => {
      const right = createHmac('sha256', key).update(signed).digest();
      return signature.length === right.length && timingSafeEqual(signature, right);
    });
  return function verify(token) {
    const [header = '', payload = '', signature = '', more] = token.split('.', 4);
    try {
      if (more !== undefined || (header !== known && !isOurKind(header))) return { kind: 'invalid' };
      if (!isSigned(`${header}.${payload}`, Buffer.from(signature, 'base64url'))) return { kind: 'invalid' };
      known = header;
      return judge(readPart(payload), Date.now());
    } catch {
      return { kind: 'invalid' };
    }
  };
}
