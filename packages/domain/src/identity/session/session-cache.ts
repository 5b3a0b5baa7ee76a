import type { UserActor } from '../../spine/ctx.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';

/** How long a session that was revoked by another process may still be honoured here, ms. */
export const SESSION_CACHE_MS = 1_000;

export type CachedSession = { readonly actor: UserActor; readonly expiresAt: Date };

/** Sessions seen a moment ago, by token hash. Kept per process; a logout in the same process takes effect at once. */
export const sessionCache = perDb(
  () => new TtlCache<CachedSession | undefined>({ ttlMs: SESSION_CACHE_MS, max: 20_000 }),
);
