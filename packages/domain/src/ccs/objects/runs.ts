import { DocketError } from '@docket/contracts/errors';
import type { CcsRun } from '@docket/contracts/ccs/run';
import type { TestVerdict } from '@docket/contracts/judge/verdict';
import { prepare } from '@docket/db/statement';
import { runId } from '../ids.ts';
import type { CcsSource } from '../source.ts';
import { verdictOf } from './judgement-types.ts';

const runsStatement = prepare(
  'ccs_runs',
  `WITH asked AS (SELECT s.id, s.problem_id, s.attempt, s.tests_total FROM submissions s WHERE s.id = ANY ($1::uuid[])),
        ever AS (SELECT p.problem_id, max(p.ordinal) AS tests FROM problem_tests p WHERE p.problem_id IN (SELECT a.problem_id FROM asked a) GROUP BY p.problem_id)
   SELECT s.id AS submission_id, greatest(s.tests_total, e.tests) AS most, t.ordinal, t.verdict, t.cpu_ms
     FROM asked s LEFT JOIN ever e ON e.problem_id = s.problem_id
     LEFT JOIN submission_tests t ON t.submission_id = s.id AND t.attempt = s.attempt
    ORDER BY s.id, t.ordinal`,
).rows<{
  submission_id: string;
  most: number;
  ordinal: number | null;
  verdict: TestVerdict | null;
  cpu_ms: number | null;
}>();

/** Judgements whose tests are read at a time. */
export const PAGE = 500;

type RunsOf = {
  readonly runs: readonly CcsRun[];
  /** Tests that there were at most, in whichever version of the problem: an earlier attempt may have had more than this one. */
  readonly most: number;
};

/** Tests of judgements, by submission. They are the jury's. */
export async function runsOf(
  { ctx, fold, view }: Pick<CcsSource, 'ctx' | 'fold' | 'view'>,
  submissionIds: readonly string[],
): Promise<ReadonlyMap<string, RunsOf>> {
  const rows = await runsStatement(ctx.db.pool, [[...new Set(submissionIds)]]);
  return new Map(
    [...Map.groupBy(rows, ({ submission_id: id }) => id)].map(([id, tests]) => {
      const judgement = fold.judgement(view, id);
      const runs = tests.flatMap(({ ordinal, verdict, cpu_ms: cpuMs }): CcsRun[] => {
        const type = verdict === null ? null : verdictOf(verdict);
        if (judgement === null || ordinal === null || type === null) return [];
        return [
          {
            id: runId(id, ordinal),
            judgement_id: id,
            ordinal,
            judgement_type_id: type,
            time: judgement.end_time,
            contest_time: judgement.end_contest_time,
            run_time: Math.round(cpuMs ?? 0) / 1_000,
          },
        ];
      });
      return [id, { runs, most: Math.max(runs.length, ...tests.map((each) => each.most)) }];
    }),
  );
}

/** Runs that are told at once. */
const MOST = 100_000;

/** Tests of all judgements, or of one. @throws DocketError `invalid_request` where there are too many to be told at once */
export async function allRuns(source: CcsSource, judgement?: string): Promise<CcsRun[]> {
  const { fold, view } = source;
  if (view.kind !== 'jury') return [];
  const one = judgement === undefined ? undefined : fold.judgement(view, judgement);
  const judgements = one === undefined ? fold.judgements(view) : one === null ? [] : [one];
  const found: CcsRun[] = [];
  for (let from = 0; from < judgements.length; from += PAGE) {
    const part = judgements.slice(from, from + PAGE).map(({ id }) => id);
    for (const { runs } of (await runsOf(source, part)).values()) found.push(...runs);
    if (found.length > MOST)
      throw new DocketError(
        'invalid_request',
        `There are more than ${MOST} runs: ask for those of one judgement (judgement_id), or listen to the event feed.`,
      );
  }
  return found;
}
