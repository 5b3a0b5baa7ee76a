import type { ContestProblem } from '@docket/contracts/http/contest';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { materialCache } from '../forget.ts';

/** A contest's problem as everybody sees it who may see it. */
export type SharedProblem = Omit<ContestProblem, 'mine'>;
export type Material = readonly SharedProblem[];

const listStatement = prepare(
  'contest_problems',
  `SELECT c.label, p.id AS problem_id, p.slug, p.title, c.colour, c.points, v.cpu_ms, v.memory_bytes
     FROM judge_scope_problems c JOIN problems p ON p.id = c.problem_id JOIN problem_versions v ON v.problem_id = p.id AND v.version = p.current_version
    WHERE c.scope_id = $1 ORDER BY c.ordinal`,
);

/** The problems of a contest, whoever asks: who calls has looked at that. Thousands who ask in the same second are one question. */
export function contestMaterial(ctx: Pick<Ctx, 'db'>, contestId: string): Promise<Material> {
  return materialCache(ctx.db).get(contestId, async () =>
    (await listStatement(ctx.db.pool, [contestId])).map((row) => ({
      label: row.label,
      problemId: row.problem_id,
      slug: row.slug,
      title: row.title,
      colour: row.colour,
      points: row.points,
      limits: { cpuMs: row.cpu_ms, memoryBytes: Number(row.memory_bytes) },
    })),
  );
}
