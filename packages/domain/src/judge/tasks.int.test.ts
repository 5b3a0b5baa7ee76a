import { beforeAll, describe, expect, it } from 'vitest';
import type { DataResult } from '@docket/contracts/judge/setter-job';
import { taskKinds, type TaskKind } from '@docket/contracts/judge/task';
import type { PoolClient } from '@docket/db/client';
import { pack } from '@docket/problem-package/package-samples';
import { newId } from '@docket/runtime/id';
import { makeProblem, makeUser, makeWorkerRow, testCtx, type TestUser } from '@docket/testing/builders';
import type { Ctx } from '../spine/ctx.ts';
import { db, setUpDatabase } from '../spine/fixtures.ts';
import { importProblem } from './package/import-problem.ts';
import { renewTasks } from './queue/hold.ts';
import { recordProgress, recordVerdict } from './record.ts';
import { createRejudge } from './rejudge/create.ts';
import { createRun } from './run/create.ts';
import { finishRun, recordRunProgress } from './run/record.ts';
import { finishTool, recordToolProgress } from './setter/record.ts';
import type { Verdict } from './submission/record.ts';
import { submitSubmission } from './submission/submit.ts';
import { claimNext, releaseTask, type ClaimedTask } from './tasks.ts';

// What holds of every kind of task: it is claimed with its work, fenced by its attempt, and given back without a trace.

setUpDatabase();
let user: TestUser;
let admin: Ctx;
let problemId: string;

const sent = { language: 'python3', code: 'print(1)', idempotencyKey: null, depthLimit: 1_000, userDepthLimit: 1_000 };

beforeAll(async () => {
  user = await makeUser(db);
  admin = testCtx(db, await makeUser(db, 'admin'));
  await makeWorkerRow(db);
  ({ problemId } = await makeProblem(db));
});

/** Puts one task of a kind into the queue. @returns its id */
const makers: Record<TaskKind, () => Promise<string>> = {
  async submission() {
    return (await submitSubmission(testCtx(db, user), { ...sent, problemId })).submissionId;
  },
  async run() {
    return (await createRun(testCtx(db, user), { ...sent, problemId, samples: true, inputs: ['1 2'] })).runId;
  },
  async rejudge() {
    const submissionId = await makers.submission();
    expect(await finish(await claim(submissionId))).toBe(true);
    await createRejudge(admin, { submissionId, idempotencyKey: null });
    return idOf('SELECT id FROM rejudge_results WHERE submission_id = $1', submissionId);
  },
  async check() {
    const zip = pack({ 'submissions/accepted/sum.py': 'print(3)\n' });
    const made = await importProblem(admin, { source: { zip }, slug: `check-${newId()}` });
    return idOf('SELECT id FROM package_checks WHERE problem_id = $1', made.problemId);
  },
  async tool() {
    const zip = pack({ 'input_validators/check.py': 'print(1)\n' });
    const made = await importProblem(admin, { source: { zip }, slug: `tool-${newId()}` });
    return idOf('SELECT id FROM setter_jobs WHERE problem_id = $1', made.problemId);
  },
};

async function idOf(text: string, about: string): Promise<string> {
  const { rows } = await db.pool.query<{ id: string }>(text, [about]);
  if (rows[0] === undefined) throw new Error('nothing was made');
  return rows[0].id;
}

/** Claims this very task: it gets a language that no other has. */
async function claim(id: string, leaseSeconds = 60): Promise<ClaimedTask> {
  await db.pool.query('UPDATE judge_tasks SET language = $2 WHERE id = $1', [id, id]);
  const next = await claimNext(testCtx(db), { workerId: 'w', languages: [id], leaseSeconds });
  if (next.outcome !== 'claimed') throw new Error(`not claimed: ${next.outcome}`);
  return next.task;
}

/** Two claims of one task: the first one's lease ran out. */
async function overtaken(kind: TaskKind): Promise<{ late: ClaimedTask; now: ClaimedTask }> {
  const id = await makers[kind]();
  const late = await claim(id, 0.001);
  await new Promise((resolve) => setTimeout(resolve, 20));
  const now = await claim(id);
  expect(now.attempt).toBe(late.attempt + 1);
  return { late, now };
}

const VERDICT: Verdict = {
  status: 'WA',
  reason: null,
  cpuMs: 1,
  memoryBytes: 1,
  compileLog: null,
  testsDone: 0,
  tests: [],
};

const LOOKED: DataResult = {
  kind: 'data',
  validated: 1,
  validators: 1,
  rejected: [],
  wronglyAccepted: [],
  rebuilt: 0,
  differing: [],
  missing: [],
  notes: [],
};

function finish(task: ClaimedTask, ctx = testCtx(db)): Promise<boolean> {
  const { userId, problemId: about, language, attempt } = task;
  const told = { userId, language, attempt, reason: null, compileLog: null } as const;
  const channel = `user:${userId}`;
  if (task.kind === 'run') {
    const data = { ...told, problemId: about, runId: task.runId, status: 'DONE', casesDone: 0, casesTotal: 0 } as const;
    const end = { status: 'DONE', reason: null, compileLog: null, cases: [] } as const;
    return finishRun(ctx, task, end, { channel, type: 'run.updated', data: { ...data, cases: [] } });
  }
  if (task.kind === 'tool') return finishTool(ctx, task, { result: LOOKED });
  const { submissionId } = task;
  const data = { ...told, problemId: task.problemId, submissionId, status: 'WA', testsDone: 0, testsTotal: 0 } as const;
  const figures = { cpuMs: 1, memoryBytes: 1, tests: [] };
  return recordVerdict(ctx, task, VERDICT, { channel, type: 'submission.updated', data: { ...data, ...figures } });
}

function progress(task: ClaimedTask): Promise<boolean> {
  const ctx = testCtx(db);
  if (task.kind === 'tool') return recordToolProgress(ctx, task, { doing: 'x', done: 1, total: null }, 60);
  return task.kind === 'run'
    ? recordRunProgress(ctx, task, { cases: [], leaseSeconds: 60 })
    : recordProgress(ctx, task, { status: 'RUNNING', testsDone: 0, tests: [], leaseSeconds: 60 });
}

const holdOf = (task: ClaimedTask) => ({
  taskId: task.kind === 'run' ? task.runId : task.kind === 'tool' ? task.jobId : task.submissionId,
  attempt: task.attempt,
});

/** Everything that an effect of a judge could have changed of a task and its subject, but for who tries it for which time. */
async function traces(id: string): Promise<unknown> {
  const { rows } = await db.pool.query(
    `SELECT (SELECT to_jsonb(t) - 'attempt' FROM judge_tasks t WHERE t.id = $1) AS task,
            (SELECT to_jsonb(s) - 'attempt' FROM submissions s WHERE s.id = $1) AS submission, (SELECT to_jsonb(r) - 'attempt' FROM runs r WHERE r.id = $1) AS run,
            (SELECT to_jsonb(e) - 'attempt' FROM rejudge_results e WHERE e.id = $1) AS rejudge, (SELECT to_jsonb(c) - 'attempt' FROM package_checks c WHERE c.id = $1) AS check,
            (SELECT to_jsonb(j) - 'attempt' FROM setter_jobs j WHERE j.id = $1) AS tool,
            (SELECT count(*) FROM outbox WHERE topic = 'event') AS events, (SELECT count(*) FROM problem_faults) AS faults`,
    [id],
  );
  return rows[0];
}

/** Has the fence look at the task and its state alone for as long as `work` takes. */
async function withoutAttempts(work: () => Promise<void>): Promise<void> {
  const sources: string[] = [];
  for (const name of ['keep_task', 'end_task']) {
    const { rows } = await db.pool.query<{ source: string }>('SELECT pg_get_functiondef($1::regproc) AS source', [
      name,
    ]);
    const source = rows[0]?.source ?? '';
    const unguarded = source.replace('t.attempt = p_attempt', 'p_attempt IS NOT NULL');
    expect(unguarded).not.toBe(source);
    sources.push(source);
    await db.pool.query(unguarded);
  }
  try {
    await work();
  } finally {
    for (const source of sources) await db.pool.query(source);
  }
}

describe.each(taskKinds)('a task of kind %s', (kind) => {
  it('is claimed with its work', async () => {
    const task = await claim(await makers[kind]());
    if (task.kind === 'tool') {
      expect(task).toMatchObject({
        attempt: 1,
        asked: { kind: 'data' },
        state: null,
        files: [{ path: 'input_validators/check.py' }],
      });
      expect(task.tests.length).toBeGreaterThan(0);
      return;
    }
    // A check is in the language of its task, which this test has changed.
    const language = kind === 'check' ? holdOf(task).taskId : 'python3';
    expect(task).toMatchObject({ kind, attempt: 1, language, limits: { cpuMs: expect.any(Number) } });
    expect(task.files[0]?.content).toMatch(/^print/);
    const tests = task.kind === 'run' ? task.samples : task.tests;
    expect(tests.length).toBeGreaterThan(0);
    expect(tests.every(({ sample }) => sample) || kind !== 'run').toBe(true);
  });

  it('has nothing written to it by a judge that was overtaken', async () => {
    const { late, now } = await overtaken(kind);
    const id = holdOf(now).taskId;
    const before = await traces(id);
    expect(await progress(late)).toBe(false);
    expect(await finish(late)).toBe(false);
    expect(await releaseTask(testCtx(db), holdOf(late))).toBe(false);
    expect(await renewTasks(testCtx(db), [holdOf(late)], 60)).toEqual(new Set());
    expect(await traces(id)).toEqual(before);
    expect(await progress(now)).toBe(true);
    expect(await finish(now)).toBe(true);
    expect(await finish(now)).toBe(false);
  });

  it('would be written to without the attempt in the fence (negative control)', async () => {
    const { late } = await overtaken(kind);
    await withoutAttempts(async () => {
      expect(await progress(late)).toBe(true);
      expect(await finish(late)).toBe(true);
    });
  });

  it('given back is as it was before it was taken up', async () => {
    const id = await makers[kind]();
    await db.pool.query('UPDATE judge_tasks SET language = $2 WHERE id = $1', [id, id]);
    const before = await traces(id);
    const task = await claim(id);
    expect(await progress(task)).toBe(true);
    expect(await traces(id)).not.toEqual(before);
    expect(await releaseTask(testCtx(db), holdOf(task))).toBe(true);
    expect(await traces(id)).toEqual(before);
    expect((await claim(id)).attempt).toBe(2);
  });
});

/** Where the subject of each kind of task is. */
const SUBJECTS: Record<TaskKind, string> = {
  submission: 'submissions',
  run: 'runs',
  rejudge: 'rejudge_results',
  check: 'package_checks',
  tool: 'setter_jobs',
};

describe.each(taskKinds)('a task of kind %s whose subject is gone', (kind) => {
  it.each(['waits', 'has lost its judge'])('and that %s is ended, and stops nobody behind it', async (how) => {
    const [gone, next] = [await makers[kind](), await makers.run()];
    if (how !== 'waits') await claim(gone);
    await db.pool.query(`DELETE FROM ${SUBJECTS[kind]} WHERE id = $1`, [gone]);
    const language = `of ${gone}`;
    await db.pool.query('UPDATE judge_tasks SET language = $2 WHERE id = ANY ($1)', [[gone, next], language]);
    // Whatever its kind, it comes first.
    await db.pool.query(
      `UPDATE judge_tasks SET class = 0, turn = 0, lease_until = lease_until - interval '1 hour' WHERE id = $1`,
      [gone],
    );
    const found = await claimNext(testCtx(db), { workerId: 'w', languages: [language], leaseSeconds: 60 });
    expect(found).toMatchObject({ task: { runId: next } });
    const { rows } = await db.pool.query('SELECT status FROM judge_tasks WHERE id = $1', [gone]);
    expect(rows).toEqual([{ status: 'ENDED' }]);
  });
});

describe('beside servers and workers of the version before', () => {
  /** As a worker of then claims: the whole task as one document. */
  async function claimedThen(on: PoolClient, id: string): Promise<{ submissionId: string; attempt: number }> {
    await on.query('UPDATE judge_tasks SET language = $2 WHERE id = $1', [id, id]);
    const { rows } = await on.query<{ claim: { submissionId: string; attempt: number } }>(
      'SELECT claim_next($1, $2, 60) AS claim',
      ['old', [id]],
    );
    if (rows[0] === undefined) throw new Error('not claimed');
    return rows[0].claim;
  }

  it.each(['submission', 'rejudge', 'check'] as const)('a %s that is taken in now is judged by them', async (kind) => {
    const id = await makers[kind]();
    const client = await db.pool.connect();
    try {
      const { submissionId, attempt } = await claimedThen(client, id);
      const { rows } = await client.query<{ told: boolean }>(
        `SELECT finish_submission($1, $2, 'AC', NULL, 1, 1, NULL, 0, '[]', $3, 'submission.updated', 'user:x', '{}') AS told`,
        [submissionId, attempt, newId()],
      );
      expect(rows).toEqual([{ told: true }]);
    } finally {
      client.release();
    }
  });

  it('a submission that they take in is judged now, and its key is known', async () => {
    const key = newId();
    const first = await submitSubmission(testCtx(db, user), { ...sent, problemId, idempotencyKey: key });
    const { rows: keys } = await db.pool.query<{ fingerprint: string }>(
      'SELECT fingerprint FROM idempotency_keys WHERE owner_id = $1 AND key = $2',
      [user.userId, key],
    );
    const then = (name: string, id: string) =>
      db.pool.query<{ answer: unknown }>(
        `SELECT submit_submission($1, $2, $3, $4, 'python3', '[{"name":"main.py","content":"print(1)"}]', 8, $5, $6, 1000, 1000) AS answer`,
        [id, newId(), user.userId, problemId, name, keys[0]?.fingerprint],
      );
    expect((await then(key, newId())).rows).toMatchObject([
      { answer: { outcome: 'replay', submissionId: first.submissionId } },
    ]);
    const [other, id] = [newId(), newId()];
    expect((await then(other, id)).rows).toMatchObject([{ answer: { outcome: 'created' } }]);
    expect(await submitSubmission(testCtx(db, user), { ...sent, problemId, idempotencyKey: other })).toMatchObject({
      submissionId: id,
    });
    expect(await finish(await claim(id))).toBe(true);
  });
});
