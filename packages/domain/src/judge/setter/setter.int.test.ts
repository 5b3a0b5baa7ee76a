import { buffer } from 'node:stream/consumers';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DataResult, SetterJobAsked } from '@docket/contracts/judge/setter-job';
import { TOOLS_LANGUAGE } from '@docket/contracts/judge/task';
import { DocketError } from '@docket/contracts/errors';
import { hashPackage } from '@docket/problem-package/package-hash';
import { pack, YAML } from '@docket/problem-package/package-samples';
import { readFolderPackage, readZipPackage } from '@docket/problem-package/read-package';
import { newId } from '@docket/runtime/id';
import { makeUser, makeWorkerRow, testCtx } from '@docket/testing/builders';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '../../spine/ctx.ts';
import { db, setUpDatabase } from '../../spine/fixtures.ts';
import { reactions } from '../../reactions.ts';
import { deleteProblem } from '../package/delete-problem.ts';
import { exportProblem } from '../package/export-problem.ts';
import { importProblem } from '../package/import-problem.ts';
import { getTrials } from '../package/trials.ts';
import { diffVersions } from '../problem/diff-versions.ts';
import { getProblem } from '../problem/get-problem.ts';
import { listVersions } from '../problem/versions.ts';
import { claimNext, type ClaimedTask } from '../tasks.ts';
import { cancelSetterJob, getSetterJob } from './jobs.ts';
import { listSetterJobs } from './list.ts';
import { finishTool, recordToolSlice } from './record.ts';
import { startSetterJob } from './start.ts';

setUpDatabase();
let ctx: Ctx;
let other: Ctx;

beforeAll(async () => {
  ctx = testCtx(db, await makeUser(db, 'setter'));
  other = testCtx(db, await makeUser(db, 'setter'));
  await makeWorkerRow(db);
});

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof DocketError ? error.code : error),
  );

async function claimTool(): Promise<Extract<ClaimedTask, { kind: 'tool' }>> {
  const next = await claimNext(testCtx(db), { workerId: 'w', languages: [TOOLS_LANGUAGE], leaseSeconds: 60 });
  if (next.outcome !== 'claimed' || next.task.kind !== 'tool') throw new Error(`not claimed: ${next.outcome}`);
  return next.task;
}

const NOTHING: DataResult = {
  kind: 'data',
  validated: 2,
  validators: 1,
  rejected: [],
  wronglyAccepted: [],
  rebuilt: 0,
  differing: [],
  missing: [],
  notes: [],
};
const stress: SetterJobAsked = {
  kind: 'stress',
  generator: 'generators/g.py',
  args: '{seed}',
  solution: 'submissions/wrong_answer/w.py',
  seed: 1,
  seconds: 30,
};
const start = (slug: string, asked: SetterJobAsked = stress, jobId = newId(), by = ctx) =>
  startSetterJob(by, { slug, jobId, asked });

describe('an export', () => {
  const ROOT = join(import.meta.dirname, '../../../../../examples/problems');
  const folders = readdirSync(ROOT, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );

  it.each(folders.filter((_, index) => index % 4 === 0))('of %s is imported as the same version', async (folder) => {
    const pkg = await readFolderPackage(join(ROOT, folder));
    const first = await importProblem(ctx, { source: { pkg }, check: false });
    const { body, name } = await exportProblem(ctx, { slug: folder });
    expect(name).toBe(`${folder}-1.zip`);
    const again = await readZipPackage(await buffer(body));
    expect((await hashPackage(again)).packageHash).toBe((await hashPackage(pkg)).packageHash);
    expect(again.material.files.map(({ path }) => path)).toEqual(pkg.material.files.map(({ path }) => path));
    expect(again.uuid).toBe(pkg.uuid);
    expect(await importProblem(ctx, { source: { pkg: again }, check: false })).toMatchObject({
      problemId: first.problemId,
      version: 1,
      unchanged: true,
    });
  });

  it('is of the version that was asked for, and for nobody but its setters', async () => {
    await importProblem(ctx, { source: { zip: pack() }, slug: 'exported' });
    await importProblem(ctx, {
      source: { zip: pack({ 'data/secret/02.in': '1 1\n', 'data/secret/02.ans': '2\n' }) },
      slug: 'exported',
    });
    const { body } = await exportProblem(ctx, { slug: 'exported', version: 1 });
    expect((await readZipPackage(await buffer(body))).tests).toHaveLength(2);
    expect(await codeOf(exportProblem(ctx, { slug: 'exported', version: 9 }))).toBe('problem_not_found');
    for (const asks of [exportProblem, getTrials, listVersions, listSetterJobs])
      expect(await codeOf(asks(other, { slug: 'exported' }))).toBe('problem_not_found');
  });
});

describe('versions', () => {
  it('are listed, and told apart by statement, facts and files', async () => {
    const slug = 'versioned';
    await importProblem(ctx, { source: { zip: pack({ 'submissions/accepted/a.py': 'print(3)\n' }) }, slug });
    const changed = {
      'problem.yaml': YAML.replace('time_limit: 1', 'time_limit: 2'),
      'statement/problem.en.md': 'Add $a$ and $b$.\n\nBoth are small.\n',
      'data/secret/01.ans': '11\n',
      'data/secret/02.in': '1 1\n',
      'data/secret/02.ans': '2\n',
    };
    await importProblem(ctx, { source: { zip: pack(changed) }, slug });
    expect((await listVersions(ctx, { slug })).data).toMatchObject([
      { version: 2, tests: 3 },
      { version: 1, tests: 2 },
    ]);
    const diff = await diffVersions(ctx, { slug, from: 1, to: 2 });
    expect(diff.facts).toEqual([{ name: 'time limit', before: '1000 ms', after: '2000 ms' }]);
    expect(diff.statements).toMatchObject([{ language: 'en', cut: false }]);
    expect(diff.statements[0]?.lines.filter(({ sign }) => sign !== ' ').map(({ sign, text }) => sign + text)).toEqual([
      '+Both are small.',
      '+',
    ]);
    expect(diff.files.map(({ path, change }) => [path, change])).toEqual([
      ['data/secret/01.ans', 'changed'],
      ['data/secret/02.ans', 'added'],
      ['data/secret/02.in', 'added'],
      ['submissions/accepted/a.py', 'removed'],
    ]);
  });
});

describe('jobs of setters', () => {
  it('look at the data after an import, and what is wrong becomes faults before anything is published', async () => {
    const slug = 'looked-at';
    const zip = pack({ 'input_validators/check.py': 'print(1)\n' });
    const made = await importProblem(ctx, { source: { zip }, slug, publish: 'checked' });
    expect(made).toMatchObject({ published: false, status: 'DRAFT' });
    const task = await claimTool();
    expect(task).toMatchObject({
      asked: { kind: 'data' },
      problemId: made.problemId,
      files: [{ path: 'input_validators/check.py' }],
    });
    const rejected = [{ test: 'secret/01', program: 'input_validators/check.py', message: 'no' }];
    expect(await finishTool(ctx, task, { result: { ...NOTHING, rejected } })).toBe(true);
    expect(await finishTool(ctx, task, { result: NOTHING })).toBe(false);
    const problem = await getProblem(ctx, { slug });
    expect(problem.faults).toMatchObject([
      { reason: 'input_validators/check.py does not accept data/secret/01.in', message: 'no' },
    ]);
    expect((await getProblem(ctx, { slug })).status).not.toBe('PUBLISHED');
    expect((await listSetterJobs(ctx, { slug })).data).toMatchObject([
      { kind: 'data', status: 'DONE', result: { rejected } },
    ]);
  });

  it('that find nothing let a version be published by itself, which waits for them', async () => {
    const slug = 'waited-for';
    const zip = pack({ 'input_validators/check.py': 'print(1)\n' });
    await importProblem(ctx, { source: { zip }, slug, publish: 'checked' });
    expect(await finishTool(ctx, await claimTool(), { result: NOTHING })).toBe(true);
    const { rows } = await db.pool.query<{ status: string }>('SELECT status FROM problems WHERE slug = $1', [slug]);
    expect(rows[0]?.status).toBe('PUBLISHED');
  });

  it('of a version before end when the next is imported', async () => {
    const slug = 'replaced';
    await importProblem(ctx, { source: { zip: pack({ 'input_validators/check.py': '1\n' }) }, slug });
    const before = await claimTool();
    await importProblem(ctx, {
      source: { zip: pack({ 'input_validators/check.py': '1\n', 'data/secret/01.ans': '11\n' }) },
      slug,
    });
    expect(await finishTool(ctx, before, { result: NOTHING })).toBe(false);
    expect((await getSetterJob(ctx, { slug, jobId: before.jobId })).status).toBe('CANCELLED');
    expect((await claimTool()).problemVersion).toBe(2);
  });

  it('are started once under an id, go on where a slice ended, and are bounded in number', async () => {
    const slug = 'stressed';
    await importProblem(ctx, { source: { zip: pack() }, slug });
    const mine = testCtx(db, await makeUser(db, 'admin'));
    const jobId = newId();
    const job = await start(slug, stress, jobId, mine);
    expect(await start(slug, stress, jobId, mine)).toEqual(job);
    expect(job).toMatchObject({ status: 'QUEUED', kind: 'stress', version: 1 });
    const task = await claimTool();
    const progress = { doing: 'x', done: 7, total: null };
    expect(await recordToolSlice(mine, task, { state: { rounds: 7 }, progress, leaseSeconds: 60 })).toBe(true);
    await db.pool.query("UPDATE judge_tasks SET lease_until = now() - interval '1 second' WHERE id = $1", [jobId]);
    const later = await claimTool();
    expect(later).toMatchObject({ attempt: 2, slices: 1, state: { work: { rounds: 7 }, progress } });
    expect(await recordToolSlice(mine, task, { state: { rounds: 1 }, progress, leaseSeconds: 60 })).toBe(false);

    await start(slug, stress, newId(), mine);
    await start(slug, stress, newId(), mine);
    expect(await codeOf(start(slug, stress, newId(), mine))).toBe('setter_jobs_full');
    // Sent together they do not slip by either.
    await cancelSetterJob(mine, { slug, jobId });
    const both = await Promise.all([1, 2].map(() => codeOf(start(slug, stress, newId(), mine))));
    expect(new Set(both)).toEqual(new Set(['none', 'setter_jobs_full']));
    expect(await finishTool(mine, later, { result: { kind: 'stress', rounds: 9, refused: 0, found: null } })).toBe(
      false,
    );
    expect((await getSetterJob(mine, { slug, jobId })).status).toBe('CANCELLED');
  });

  it('tell of a fault with where it was, and leave nothing of what they had begun', async () => {
    const slug = 'endless';
    const made = await importProblem(ctx, { source: { zip: pack({ 'input_validators/check.py': '1\n' }) }, slug });
    const [job] = (await listSetterJobs(ctx, { slug })).data;
    let task = await claimTool();
    while (task.jobId !== job?.jobId) task = await claimTool();
    const fault = {
      code: 'generator_endless',
      message: 'generators/g.py had not ended for data/secret/03.',
      program: 'generators/g.py',
      where: 'data/secret/03',
    } as const;
    expect(await finishTool(ctx, task, { fault })).toBe(true);
    expect(await getSetterJob(ctx, { slug, jobId: task.jobId })).toMatchObject({
      status: 'FAILED',
      fault,
      result: null,
      progress: null,
    });
    const { rows } = await db.pool.query<{ payload: { data: unknown } }>(
      `SELECT payload FROM outbox WHERE name = 'setter-job.updated' AND payload -> 'data' ->> 'jobId' = $1`,
      [task.jobId],
    );
    expect(rows.map(({ payload }) => payload.data)).toMatchObject([{ status: 'FAILED', fault }]);
    expect((await getProblem(ctx, { slug })).faults?.[0]?.reason).toBe(fault.message);
    await deleteProblem(ctx, { slug }, reactions);
    const left = await db.pool.query('SELECT FROM setter_jobs WHERE problem_id = $1', [made.problemId]);
    expect(left.rows).toEqual([]);
  });

  it.each([
    ['an unknown kind', { kind: 'other' }],
    ['a result of one that is not over', { kind: 'stress', status: 'QUEUED', result: {} }],
    ['a fault that is not said', { kind: 'stress', status: 'FAILED', finished_at: new Date() }],
  ])('the database refuses %s', async (_, row) => {
    const {
      kind = 'stress',
      status = 'QUEUED',
      result = null,
      finished_at: at = null,
    } = row as Record<string, unknown>;
    const written = db.pool.query(
      'INSERT INTO setter_jobs (id, problem_id, version, kind, asked, status, result, finished_at) VALUES ($1, $1, 1, $2, $3, $4, $5, $6)',
      [newId(), kind, JSON.stringify({ kind }), status, result === null ? null : JSON.stringify(result), at],
    );
    await expect(written).rejects.toThrow(/setter_jobs_/);
  });
});

it('which test fails which program, and the limit that follows', async () => {
  const slug = 'tried';
  const zip = pack({ 'submissions/accepted/a.py': 'print(3)\n', 'submissions/wrong_answer/w.py': 'print(4)\n' });
  const { problemId } = await importProblem(ctx, { source: { zip }, slug });
  const results = (secret: string) =>
    JSON.stringify([
      { name: 'sample/1', verdict: 'AC', cpuMs: 20 },
      { name: 'secret/01', verdict: secret, cpuMs: 700 },
    ]);
  const end = (path: string, status: string) =>
    db.pool.query(
      'UPDATE package_checks SET status = $3, results = $4, finished_at = now() WHERE problem_id = $1 AND path = $2',
      [problemId, path, status, results(status)],
    );
  await end('submissions/accepted/a.py', 'AC');
  expect((await getTrials(ctx, { slug })).programs.map(({ status }) => status)).toEqual(['AC', null]);
  await end('submissions/wrong_answer/w.py', 'WA');
  const trials = await getTrials(ctx, { slug });
  expect(trials).toMatchObject({
    tests: ['sample/1', 'secret/01'],
    programs: [
      { path: 'submissions/accepted/a.py', expected: 'AC', kills: 0 },
      {
        path: 'submissions/wrong_answer/w.py',
        expected: 'WA',
        kills: 1,
        results: [{ verdict: 'AC' }, { verdict: 'WA' }],
      },
    ],
    idle: [],
    timeLimit: { nowMs: 1000, proposedMs: 2000, slowestAcceptedMs: 700, verdict: 'limit_too_low' },
  });
});
