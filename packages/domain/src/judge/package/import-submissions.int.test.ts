import { makeUser, testCtx } from '@docket/testing/builders';
import { beforeAll, expect, it } from 'vitest';
import type { Ctx } from '../../spine/ctx.ts';
import { db, setUpDatabase } from '../../spine/fixtures.ts';
import { pack } from '@docket/problem-package/package-samples';
import { noteProblemFault } from '../problem/faults.ts';
import { getProblem } from '../problem/get-problem.ts';
import { finishCheck } from './finish-check.ts';
import { importProblem, type ImportProblemResult } from './import-problem.ts';

// Sample submissions are no part of a version: what is judged stays as it is when they change, and they are tried anew.

setUpDatabase();
let ctx: Ctx;

beforeAll(async () => {
  ctx = testCtx(db, await makeUser(db, 'setter'));
});

type Files = Readonly<Record<string, string | null>>;
const SUM = 'submissions/accepted/sum.py';
const FIRST: Files = { [SUM]: 'print(3)\n' };

const bring = (slug: string, files: Files, as: Ctx = ctx, check = true): Promise<ImportProblemResult> =>
  importProblem(as, { source: { zip: pack(files) }, slug, check });

type Tried = { path: string; expects: unknown; code: string; task: string | null };

async function tried(problemId: string): Promise<Tried[]> {
  const { rows } = await db.pool.query<Tried>(
    `SELECT c.path, c.expects, c.files -> 0 ->> 'content' AS code, t.status AS task
       FROM package_checks c LEFT JOIN judge_tasks t ON t.id = c.id WHERE c.problem_id = $1 ORDER BY c.path, jsonb_array_length(c.expects) DESC`,
    [problemId],
  );
  return rows;
}

async function versions(problemId: string): Promise<number> {
  const { rows } = await db.pool.query('SELECT FROM problem_versions WHERE problem_id = $1', [problemId]);
  return rows.length;
}

it('the same package twice changes nothing', async () => {
  const first = await bring('same', FIRST);
  const before = await db.pool.query('SELECT id FROM package_checks WHERE problem_id = $1', [first.problemId]);
  const again = await bring('same', FIRST);
  expect(again).toMatchObject({ version: first.version, unchanged: true });
  const after = await db.pool.query('SELECT id FROM package_checks WHERE problem_id = $1', [first.problemId]);
  expect(after.rows).toEqual(before.rows);
});

it.each<[string, Files, Partial<Tried>]>([
  ['other code', { [SUM]: 'print(4)\n' }, { code: 'print(4)\n' }],
  ['another folder', { 'submissions/wrong_answer/sum.py': 'print(3)\n' }, { expects: [{ required: ['WA'] }] }],
  [
    'points',
    { ...FIRST, 'submissions/submissions.yaml': 'accepted/*.py: {score: 10}\n' },
    { expects: [{ permitted: ['AC'] }, { score: [10, 10] }] },
  ],
  ['another language', { ...FIRST, 'submissions/submissions.yaml': 'accepted: {language: pypy3}\n' }, {}],
])('%s: the same version, and the samples are tried anew', async (name, files, is) => {
  const slug = name.replaceAll(' ', '-');
  const first = await bring(slug, FIRST);
  const again = await bring(slug, files);
  expect(again).toMatchObject({ problemId: first.problemId, version: first.version, unchanged: false });
  expect(again.checking).toBeGreaterThan(0);
  expect(again.warnings).toEqual([]);
  expect(await versions(first.problemId)).toBe(1);
  // Of the old promise nothing is left that would be waited for.
  expect(await tried(first.problemId)).toMatchObject([{ ...is, task: 'QUEUED' }]);
  expect(await bring(slug, files)).toMatchObject({ unchanged: true });
});

it('samples that are gone are tried no longer, and their faults are gone with them', async () => {
  const { problemId, version } = await bring('gone', FIRST);
  const fault = { problemId, version, message: null, submissionId: null };
  await noteProblemFault(ctx, { ...fault, reason: `${SUM} ends with WA` });
  expect((await getProblem(ctx, { slug: 'gone' })).faults).toHaveLength(1);
  expect(await bring('gone', {})).toMatchObject({ version, unchanged: false });
  expect(await tried(problemId)).toEqual([]);
  expect((await getProblem(ctx, { slug: 'gone' })).faults).toEqual([]);
});

it('one that is being judged goes on, but no longer has to keep what was promised', async () => {
  const { problemId, version } = await bring('running', FIRST);
  // As a worker leaves it that has taken the task.
  await db.pool.query(
    `UPDATE judge_tasks SET status = 'ACTIVE', attempt = 1, worker_id = 'w', started_at = now(), lease_until = now() + interval '1 minute'
      WHERE id IN (SELECT id FROM package_checks WHERE problem_id = $1)`,
    [problemId],
  );
  await bring('running', { [SUM]: 'print(4)\n' });
  const [fresh, old] = await tried(problemId);
  expect(fresh).toMatchObject({ expects: [{ permitted: ['AC'] }], code: 'print(4)\n', task: 'QUEUED' });
  expect(old).toMatchObject({ expects: [], code: 'print(3)\n', task: 'ACTIVE' });
  const { rows } = await db.pool.query<{ id: string }>(
    `SELECT id FROM package_checks WHERE problem_id = $1 AND expects = '[]'`,
    [problemId],
  );
  const verdict = {
    status: 'WA',
    reason: null,
    cpuMs: 1,
    memoryBytes: 1,
    compileLog: null,
    testsDone: 1,
    tests: [],
  } as const;
  const held = { submissionId: rows[0]?.id ?? '', attempt: 1 };
  expect(await finishCheck(ctx, { ...held, attempt: 2 }, verdict)).toBe(false);
  expect(await finishCheck(ctx, held, verdict)).toBe(true);
  const faults = await db.pool.query('SELECT FROM problem_faults WHERE problem_id = $1 AND version = $2', [
    problemId,
    version,
  ]);
  expect(faults.rows).toHaveLength(0);
});

it('one that was queued when a promise was one verdict is held to that', async () => {
  const { problemId, version } = await bring('older', FIRST);
  const { rows } = await db.pool.query<{ id: string }>(
    `UPDATE package_checks SET expects = NULL, expected = 'AC', score_low = 5, score_high = 5 WHERE problem_id = $1 RETURNING id`,
    [problemId],
  );
  await db.pool.query(
    `UPDATE judge_tasks SET status = 'ACTIVE', attempt = 1, worker_id = 'w', started_at = now(), lease_until = now() + interval '1 minute'
      WHERE id = $1`,
    [rows[0]?.id],
  );
  const trial = {
    tests: [{ name: 'secret/01', verdict: 'WA', cpuMs: 1, message: null }],
    points: [{ group: null, score: 3 }],
    partial: false,
  } as const;
  const verdict = { reason: null, cpuMs: 1, memoryBytes: 1, compileLog: null, testsDone: 1, tests: [] } as const;
  const held = { submissionId: rows[0]?.id ?? '', attempt: 1 };
  expect(await finishCheck(ctx, held, { ...verdict, status: 'WA', trial })).toBe(true);
  const faults = await db.pool.query('SELECT reason FROM problem_faults WHERE problem_id = $1 AND version = $2', [
    problemId,
    version,
  ]);
  expect(faults.rows).toMatchObject([
    { reason: `${SUM} ends with WA on secret/01, and its folder permits AC` },
    { reason: `${SUM} makes 3, and its folder promises 5` },
  ]);
  // Brought again, it is tried anew.
  expect(await bring('older', FIRST)).toMatchObject({ version, unchanged: false });
});

it('whoever may not change the problem changes nothing; without checks nothing is tried', async () => {
  const { problemId } = await bring('strange', FIRST);
  const stranger = testCtx(db, await makeUser(db, 'setter'));
  const other = { [SUM]: 'print(4)\n' };
  expect(await bring('strange', other, stranger)).toMatchObject({ unchanged: true });
  expect(await bring('strange', other, ctx, false)).toMatchObject({ unchanged: true });
  expect(await tried(problemId)).toMatchObject([{ code: 'print(3)\n' }]);
});
