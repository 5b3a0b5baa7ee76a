import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits behind a prefix that secret scanners can look for. */
const TOKEN = /^dk_[A-Za-z0-9_-]{43}$/;

export function newToken(): string {
  return `dk_${randomBytes(32).toString('base64url')}`;
}

/** Could this be one of ours? Spares the database everything else. */
export function isTokenShaped(token: string): boolean {
  return TOKEN.test(token);
}

/** What is stored. A fast hash is enough: nobody guesses 256 random bits. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
