import { LRUCache } from 'lru-cache';
import { eventOf } from '../contest/facts.ts';
import { readScopeLog } from '../judge/scope/log.ts';
import type { Ctx } from '../spine/ctx.ts';
import { perDb, TtlCache } from '../spine/ttl-cache.ts';
import { CcsFold } from './fold.ts';

/** Contests whose log a process holds folded; another one is folded anew, in well under a second. */
const HELD = 10;

const folds = perDb(() => new LRUCache<string, Promise<CcsFold>>({ max: HELD }));
/** For those who ask again and again by themselves. */
const recent = perDb(() => new TtlCache<CcsFold>({ ttlMs: 400, max: 100 }));

async function readOn(ctx: Pick<Ctx, 'db'>, contestId: string, before: Promise<CcsFold>): Promise<CcsFold> {
  const fold = await before;
  for await (const entry of readScopeLog(ctx.db.pool, contestId, fold.state.seq)) fold.apply(eventOf(entry));
  return fold;
}

/** The log as it is now. Of several who ask at once each goes on where the one before has come to. */
export function foldOf(ctx: Pick<Ctx, 'db'>, contestId: string): Promise<CcsFold> {
  const known = folds(ctx.db).get(contestId) ?? Promise.resolve(new CcsFold());
  const next = readOn(ctx, contestId, known);
  folds(ctx.db).set(contestId, next);
  next.catch(() => folds(ctx.db).delete(contestId));
  return next;
}

/** The same, behind by less than half a second: all who listen to a contest ask the database once. */
export function recentFoldOf(ctx: Pick<Ctx, 'db'>, contestId: string): Promise<CcsFold> {
  return recent(ctx.db).get(contestId, () => foldOf(ctx, contestId));
}
