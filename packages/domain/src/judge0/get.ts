import { DocketError } from '@docket/contracts/errors';
import type { Judge0Submission } from '@docket/contracts/http/judge0';
import { runCase, runStatus } from '@docket/contracts/http/run';
import { sourceFile } from '@docket/contracts/http/submission';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { listLanguages } from '../judge/language/list-languages.ts';
import { reasonFor } from '../judge/problem/told-reason.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { keptAsked } from './asked.ts';
import { judge0Languages } from './languages.ts';
import { present, type Judge0Run } from './present.ts';
import { tell, type Told } from './told.ts';

/**
 * Of all runs of a program one is told of (`toldCase`): of the others, which may hold as much each, what was printed stays in the database.
 */
const CASES = `(SELECT coalesce(jsonb_agg(CASE WHEN e.n = t.n THEN e.c ELSE e.c || '{"stdout": "", "stderr": ""}' END ORDER BY e.n), '[]'::jsonb)
     FROM jsonb_array_elements(r.cases) WITH ORDINALITY AS e(c, n),
          (SELECT coalesce(min(x.n) FILTER (WHERE x.c ->> 'outcome' <> 'OK' OR x.c -> 'matches' = 'false'), max(x.n)) AS n
             FROM jsonb_array_elements(r.cases) WITH ORDINALITY AS x(c, n)) t)`;
// All inputs are the same; the first is told.
const COLUMNS = `r.id, r.files, jsonb_build_array(r.inputs -> 0) AS inputs, r.status, r.reason, r.compile_log, ${CASES} AS cases, r.created_at, r.finished_at`;
/** Runs that were asked for in Judge0's words. */
const OURS = `r.user_id = $1 AND r.inputs -> 0 -> 'asked' IS NOT NULL`;

const byTokenStatement = prepare(
  'judge0_runs_by_token',
  `SELECT ${COLUMNS} FROM runs r WHERE ${OURS} AND r.id = ANY ($2::uuid[])`,
);
const pageStatement = prepare(
  'judge0_runs_page',
  `SELECT ${COLUMNS} FROM runs r WHERE ${OURS} ORDER BY r.created_at DESC, r.id DESC LIMIT $2 OFFSET $3`,
);
const countStatement = prepare('judge0_runs_count', `SELECT count(*)::int AS total FROM runs r WHERE ${OURS}`).rows<{
  total: number;
}>();

const storedInputs = z.array(z.object({ stdin: z.string(), expected: z.string().optional(), asked: keptAsked })).min(1);
const storedFiles = z.array(sourceFile);
const storedCases = z.array(runCase);

type Row = Awaited<ReturnType<typeof byTokenStatement>>[number];

function readRun(row: Row): Judge0Run {
  const [input] = storedInputs.parse(row.inputs);
  if (input === undefined) throw new Error(`the run ${row.id} has no input`);
  const status = runStatus.parse(row.status);
  return {
    id: row.id,
    status,
    reason: reasonFor(status, row.reason),
    compileLog: row.compile_log,
    cases: storedCases.parse(row.cases),
    source: storedFiles.parse(row.files)[0]?.content ?? '',
    stdin: input.stdin,
    expected: input.expected ?? null,
    asked: input.asked,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

async function tellAll(ctx: Ctx, rows: readonly Row[], told: Told): Promise<Map<string, Judge0Submission>> {
  const languages = judge0Languages(await listLanguages(ctx));
  return new Map(
    rows.map(readRun).map((run) => {
      const { language_id: id } = run.asked;
      // One that was taken off since has no version any more.
      const language = languages.find((each) => each.id === id) ?? { id, name: `language ${id}` };
      return [run.id, tell(present(run, language), told)];
    }),
  );
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Submissions of the caller's by their tokens, in that order; null for what is not one. @throws DocketError `unauthenticated` */
export async function getJudge0Submissions(
  ctx: Ctx,
  tokens: readonly string[],
  told: Told,
): Promise<(Judge0Submission | null)[]> {
  const { userId } = requireUser(ctx);
  const ids = tokens.map((token) => token.trim().toLowerCase());
  const rows = await byTokenStatement(ctx.db.pool, [userId, ids.filter((id) => UUID.test(id))]);
  const found = await tellAll(ctx, rows, told);
  return ids.map((id) => found.get(id) ?? null);
}

/** One of the caller's. @throws DocketError `unauthenticated`, `run_not_found` */
export async function getJudge0Submission(ctx: Ctx, token: string, told: Told): Promise<Judge0Submission> {
  const [found] = await getJudge0Submissions(ctx, [token], told);
  if (found === undefined || found === null)
    throw new DocketError('run_not_found', 'There is no such submission among yours; they are kept for a day.');
  return found;
}

/** A page of the caller's, newest first. @throws DocketError `unauthenticated` */
export async function listJudge0Submissions(
  ctx: Ctx,
  { page, perPage }: { readonly page: number; readonly perPage: number },
  told: Told,
): Promise<{ readonly submissions: Judge0Submission[]; readonly total: number }> {
  const { userId } = requireUser(ctx);
  const [rows, [count]] = await Promise.all([
    pageStatement(ctx.db.pool, [userId, perPage, (page - 1) * perPage]),
    countStatement(ctx.db.pool, [userId]),
  ]);
  return { submissions: [...(await tellAll(ctx, rows, told)).values()], total: count?.total ?? 0 };
}
