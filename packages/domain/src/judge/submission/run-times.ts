import type { getRunTimes as route, RunTimes } from '@docket/contracts/http/chart';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';
import { findProblem } from '../problem/visible.ts';
import { binsOf } from './bins.ts';

/** More people than this have the same curve; the latest accounts are left out of it. */
const MOST = 20_000;

const bestStatement = prepare(
  'run_times',
  `SELECT min(s.cpu_ms) AS cpu_ms FROM submissions s JOIN problems p ON p.id = s.problem_id AND p.current_version = s.problem_version
    WHERE s.problem_id = $1 AND s.language = $2 AND s.status = 'AC' AND s.cpu_ms IS NOT NULL AND scope_told(s.scope_id) GROUP BY s.user_id ORDER BY s.user_id LIMIT $3`,
).rows<{ cpu_ms: number }>();
const ownStatement = prepare(
  'own_run_time',
  `SELECT min(s.cpu_ms) AS cpu_ms FROM submissions s JOIN problems p ON p.id = s.problem_id AND p.current_version = s.problem_version
    WHERE s.problem_id = $1 AND s.language = $2 AND s.user_id = $3 AND s.status = 'AC'`,
);

/** Everybody's best, sorted. A chart of hundreds is as good half a minute later. */
const cache = perDb(() => new TtlCache<readonly number[]>({ ttlMs: 30_000, max: 200 }));

/**
 * How fast accepted submissions of a problem are in one language, one of each person, with the caller's own.
 * @throws DocketError `problem_not_found`
 */
export async function getRunTimes(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  input: { readonly slug: string; readonly language: string },
): Promise<RouteResponse<typeof route>> {
  const { id } = await findProblem(ctx, input.slug);
  const best = await cache(ctx.db).get(`${id} ${input.language}`, async () => {
    const rows = await bestStatement(ctx.db.pool, [id, input.language, MOST]);
    return rows.map((row) => row.cpu_ms).toSorted((a, b) => a - b);
  });
  return {
    language: input.language,
    people: best.length,
    bins: binsOf(best),
    own: await ownOf(ctx, id, input.language, best),
  };
}

async function ownOf(
  { db, actor }: Pick<Ctx, 'db' | 'actor'>,
  problemId: string,
  language: string,
  best: readonly number[],
): Promise<RunTimes['own']> {
  if (actor.kind !== 'user') return null;
  const [row] = await ownStatement(db.pool, [problemId, language, actor.userId]);
  const cpuMs = row?.cpu_ms ?? null;
  if (cpuMs === null) return null;
  // One of them is the caller, whose equals are neither faster nor slower.
  const slower = best.filter((other) => other > cpuMs).length;
  return { cpuMs, fasterThan: best.length < 2 ? null : slower / (best.length - 1) };
}
