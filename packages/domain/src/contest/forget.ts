import type { ContestBoard, ContestStatistics } from '@docket/contracts/http/contest';
import type { Ctx } from '../spine/ctx.ts';
import { perDb, TtlCache } from '../spine/ttl-cache.ts';
import type { Material } from './problem/material.ts';

/** A board changes when its job says so, several times a second; who reads it whole is behind by so much at most. */
export const boardCache = perDb(() => new TtlCache<ContestBoard>({ ttlMs: 250, max: 50 }));
/** Problems of a contest, the same for all who may see them. */
export const materialCache = perDb(() => new TtlCache<Material>({ ttlMs: 2_000, max: 100 }));
/** How many take part, counted once for all who look at once, and who is in the jury. */
export const besideCache = perDb(
  () =>
    new TtlCache<{
      readonly participants: number;
      readonly jury: readonly { readonly userId: string; readonly username: string }[];
    }>({ ttlMs: 250, max: 200 }),
);
export const statisticsCache = perDb(() => new TtlCache<ContestStatistics>({ ttlMs: 2_000, max: 50 }));

/** What this process remembers of a contest; others forget it within two seconds. */
export function forgetContest({ db }: Pick<Ctx, 'db'>, contestId: string): void {
  materialCache(db).delete(contestId);
  besideCache(db).delete(contestId);
  for (const view of ['public', 'jury']) {
    statisticsCache(db).delete(`${contestId} ${view}`);
    for (const titled of ['titled', 'untitled']) boardCache(db).delete(`${contestId} ${view} ${titled}`);
  }
}
