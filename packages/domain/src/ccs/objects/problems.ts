import type { CcsProblem } from '@docket/contracts/ccs/problem';
import { prepare } from '@docket/db/statement';
import { contestMaterial } from '../../contest/problem/material.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';
import { scoreboardType, worthOf } from '../score.ts';
import type { CcsSource } from '../source.ts';
import { hasProblems } from '../view.ts';

const testsStatement = prepare(
  'ccs_problem_tests',
  `SELECT c.problem_id, (SELECT count(*)::int FROM problem_tests t WHERE t.problem_id = p.id AND t.version = p.current_version) AS tests
     FROM judge_scope_problems c JOIN problems p ON p.id = c.problem_id WHERE c.scope_id = $1`,
).rows<{ tests: number }>();

const counts = perDb(() => new TtlCache<ReadonlyMap<string, number>>({ ttlMs: 2_000, max: 50 }));

/** Letters from the start on; what else there is to them for those who may see the problems. */
export async function problemsOf(source: CcsSource): Promise<CcsProblem[]> {
  const { ctx, contest, fold, now } = source;
  if (!hasProblems(source, now)) return [];
  const material = await contestMaterial(ctx, contest.id);
  const tests = await counts(ctx.db).get(
    contest.id,
    async () => new Map((await testsStatement(ctx.db.pool, [contest.id])).map((row) => [row.problem_id, row.tests])),
  );
  return material.map(({ label, problemId, title, colour, points, limits }, ordinal) => ({
    id: label,
    label,
    name: source.seesProblems ? title : label,
    ordinal,
    ...(colour === null ? {} : { rgb: colour }),
    ...(source.seesProblems ? { time_limit: Math.round(limits.cpuMs) / 1_000 } : {}),
    test_data_count: source.seesProblems ? (tests.get(problemId) ?? 0) : 0,
    ...(scoreboardType(contest.format) === 'score'
      ? { max_score: worthOf(fold.state, { id: problemId, label, colour, points, ordinal }) }
      : {}),
  }));
}
