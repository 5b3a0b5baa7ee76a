import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { TestResultDetail } from '@docket/contracts/http/submission';
import { newId } from '@docket/runtime/id';
import {
  closeDb,
  makeProblem,
  makeUser,
  makeWorkerRow,
  openDb,
  testCtx,
  type TestUser,
} from '@docket/testing/builders';
import { createDatabaseForThisTest, createTestDatabase } from '@docket/testing/database';
import type { Db } from '@docket/db/client';
import { cancelSubmission } from './cancel.ts';
import { renewTasks } from '../queue/hold.ts';
import type { ClaimOutcome } from '../queue/task-kinds.ts';
import { recordProgress } from '../record.ts';
import { claimNext, releaseTask, type ClaimedTask } from '../tasks.ts';
import type { ClaimedSubmission } from './claim.ts';
import { getSubmission } from './get.ts';
import { listSubmissions } from './list.ts';
import { finishSubmission, type Verdict } from './record.ts';
import { submitSubmission, type SubmitSubmissionInput } from './submit.ts';

let db: Db;
let drop: () => Promise<void>;
let user: TestUser;
let problem: { problemId: string; slug: string; tests: number };

beforeAll(async () => {
  const database = await createTestDatabase();
  db = openDb(database.url);
  drop = () => database.drop();
  user = await makeUser(db);
  problem = await makeProblem(db);
  await makeWorkerRow(db);
});

afterAll(async () => {
  await closeDb(db);
  await drop();
});

function input(over: Partial<SubmitSubmissionInput> = {}): SubmitSubmissionInput {
  return {
    problemId: problem.slug,
    language: 'python3',
    code: 'print(1)',
    idempotencyKey: null,
    depthLimit: 1_000,
    userDepthLimit: 1_000,
    ...over,
  };
}

async function submit(over: Partial<SubmitSubmissionInput> = {}, as: TestUser = user): Promise<string> {
  return (await submitSubmission(testCtx(db, as), input(over))).submissionId;
}

/** Claims this very submission: its task gets a language that no other has. */
async function claimOne(submissionId: string, workerId = 'w1', leaseSeconds = 10): Promise<ClaimOutcome<ClaimedTask>> {
  await db.pool.query('UPDATE judge_tasks SET language = $2 WHERE id = $1', [submissionId, submissionId]);
  return claimNext(testCtx(db), { languages: [submissionId], workerId, leaseSeconds });
}

async function claim(submissionId: string, leaseSeconds = 10): Promise<ClaimedSubmission> {
  const outcome = await claimOne(submissionId, 'w1', leaseSeconds);
  if (outcome.outcome !== 'claimed') throw new Error(`not claimed: ${outcome.outcome}`);
  if (!('submissionId' in outcome.task)) throw new Error('a run was claimed');
  return outcome.task;
}

const holdOf = (claimed: ClaimedSubmission) => ({ taskId: claimed.submissionId, attempt: claimed.attempt });

function result(ordinal: number, over: Partial<TestResultDetail> = {}): TestResultDetail {
  return {
    ordinal,
    name: `t${ordinal}`,
    sample: false,
    verdict: 'AC',
    reason: null,
    cpuMs: 3.5,
    wallMs: 4,
    memoryBytes: 1_000,
    evidence: null,
    feedback: null,
    ...over,
  };
}

function finish(
  claimed: Pick<ClaimedSubmission, 'submissionId' | 'attempt'>,
  over: Partial<Verdict> = {},
): Promise<boolean> {
  const event = {
    channel: `user:${user.userId}`,
    type: 'submission.updated' as const,
    data: {
      userId: user.userId,
      submissionId: claimed.submissionId,
      problemId: problem.problemId,
      language: 'python3',
      status: 'AC' as const,
      reason: null,
      attempt: claimed.attempt,
      cpuMs: null,
      memoryBytes: null,
      testsDone: 0,
      testsTotal: 3,
      tests: [],
      compileLog: null,
    },
  };
  return finishSubmission(
    testCtx(db),
    claimed,
    { status: 'AC', reason: null, cpuMs: 3.5, memoryBytes: 1_000, compileLog: null, testsDone: 0, tests: [], ...over },
    event,
  );
}

async function countRows(table: 'submissions' | 'outbox' | 'idempotency_keys'): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
  return rows[0]?.n ?? -1;
}

describe('submitting', () => {
  it('writes the row and the job together and hands the job to the fast path', async () => {
    const ctx = testCtx(db, user);
    const { submissionId, status } = await submitSubmission(ctx, input());
    expect(status).toBe('QUEUED');
    expect(ctx.dispatched).toMatchObject([{ topic: 'job', name: 'judge.wake', payload: { taskId: submissionId } }]);
    const { rows } = await db.pool.query(`SELECT payload FROM outbox WHERE id = $1 AND sent_at IS NULL`, [
      ctx.dispatched[0]?.id,
    ]);
    expect(rows).toEqual([{ payload: { taskId: submissionId } }]);
  });

  it('makes one submission of many concurrent requests with one key, and refuses the key for other code', async () => {
    const before = await countRows('submissions');
    const ids = await Promise.all(Array.from({ length: 20 }, () => submit({ idempotencyKey: 'same-key' })));
    expect(new Set(ids).size).toBe(1);
    expect(await countRows('submissions')).toBe(before + 1);
    await expect(submit({ idempotencyKey: 'same-key', code: 'print(2)' })).rejects.toMatchObject({
      code: 'idempotency_mismatch',
    });
    const other = await makeUser(db);
    expect(await submit({ idempotencyKey: 'same-key' }, other)).not.toBe(ids[0]);
  });

  it.each([
    ['problem_not_found', { problemId: 'no-such' }],
    ['unknown_language', { language: 'cobol' }],
    ['code_too_large', { code: 'x'.repeat(70_000) }],
    ['code_too_large', { code: 'x'.repeat(300_000) }],
    ['invalid_code', { code: 'a\0b' }],
    ['invalid_code', { code: '\ud800' }],
    ['user_mismatch', { userId: newId() }],
    ['invalid_request', { code: undefined, files: [{ name: '../x.py', content: '' }] }],
    ['queue_full', { depthLimit: 0 }],
    ['queue_full', { userDepthLimit: 0 }],
  ] as const)('refuses with %s and leaves nothing behind', async (code, over) => {
    const before = [await countRows('submissions'), await countRows('outbox'), await countRows('idempotency_keys')];
    await expect(submit({ ...over, idempotencyKey: newId() } as Partial<SubmitSubmissionInput>)).rejects.toMatchObject({
      code,
    });
    expect([await countRows('submissions'), await countRows('outbox'), await countRows('idempotency_keys')]).toEqual(
      before,
    );
  });
});

describe('a language that cannot start under the limits of a problem', () => {
  it.each([
    ['time', { cpuMs: 90, memoryBytes: 1 }, /time limit of 50 ms is below what tortoise needs to start \(90 ms\)/],
    ['memory', { cpuMs: 1, memoryBytes: 2 ** 30 }, /memory limit of 256 MiB is below what tortoise needs to start/],
  ])('is refused with its floor for %s, and everything else is taken in', async (_, floor, message) => {
    const database = await createDatabaseForThisTest();
    const on = openDb(database.url, 4);
    onTestFinished(() => closeDb(on));
    const [slow, quick] = ['tortoise', 'python3'];
    const worker = await makeWorkerRow(on, [slow, quick]);
    await on.pool.query(`UPDATE workers SET languages = jsonb_set(languages, '{0,floor}', $2) WHERE id = $1`, [
      worker,
      { ...floor, wallMs: 1 },
    ]);
    const { problemId } = await makeProblem(on, { cpuMs: 50 });
    const ctx = testCtx(on, await makeUser(on));
    const send = (language: string) =>
      submitSubmission(ctx, { ...input(), problemId, language, idempotencyKey: 'one key for both' });
    await expect(send(slow)).rejects.toMatchObject({
      code: 'limits_below_floor',
      message: expect.stringMatching(message),
    });
    // The refusal has not used the key up.
    expect((await send(quick)).status).toBe('QUEUED');
  });
});

describe('judging', () => {
  it('is claimed by one of many', async () => {
    const submissionId = await submit();
    const outcomes = await Promise.all(Array.from({ length: 16 }, (_, n) => claimOne(submissionId, `w${n}`)));
    expect(outcomes.filter((each) => each.outcome === 'claimed')).toHaveLength(1);
    expect(outcomes.filter((each) => each.outcome === 'none')).toHaveLength(15);
  });

  it('hands over everything a judge needs', async () => {
    const claimed = await claim(await submit());
    expect(claimed).toMatchObject({
      attempt: 1,
      userId: user.userId,
      language: 'python3',
      files: [{ name: 'main.python3', content: 'print(1)' }],
      limits: { cpuMs: 1_000 },
    });
    expect(claimed.tests.map((test) => [test.ordinal, test.sample])).toEqual([
      [1, true],
      [2, false],
      [3, false],
    ]);
  });

  it('shuts the earlier holder out once the lease has run out and another has claimed', async () => {
    const submissionId = await submit();
    const slow = await claim(submissionId, 0.001);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const quick = await claim(submissionId);
    expect(quick.attempt).toBe(slow.attempt + 1);
    const progress = {
      status: 'RUNNING' as const,
      testsDone: 1,
      tests: [result(1, { verdict: 'WA' })],
      leaseSeconds: 10,
    };
    expect(await recordProgress(testCtx(db), slow, progress)).toBe(false);
    expect(await finish(slow, { status: 'WA' })).toBe(false);
    expect(await releaseTask(testCtx(db), holdOf(slow))).toBe(false);
    expect(await renewTasks(testCtx(db), [holdOf(slow)], 10)).toEqual(new Set());
    expect(await finish(quick)).toBe(true);
    expect(await getSubmission(testCtx(db, user), { id: submissionId })).toMatchObject({ status: 'AC', tests: [] });
  });

  it('would let the earlier holder write without the attempt in the guard (negative control)', async () => {
    const submissionId = await submit();
    const slow = await claim(submissionId, 0.001);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const quick = await claim(submissionId);
    const client = await db.pool.connect();
    try {
      await client.query('BEGIN');
      const { rows } = await client.query<{ source: string }>(
        `SELECT pg_get_functiondef('end_task'::regproc) AS source`,
      );
      const source = rows[0]?.source ?? '';
      const unguarded = source.replace('t.attempt = p_attempt', 'p_attempt IS NOT NULL');
      expect(unguarded).not.toBe(source);
      await client.query(unguarded);
      const { rows: told } = await client.query<{ told: boolean }>(
        `SELECT settle_submission($1, $2, 'WA', NULL, 1, 1, NULL, 0, '[]', $3, 'submission.updated', 'user:x', '{}') AS told`,
        [submissionId, slow.attempt, newId()],
      );
      expect(told).toEqual([{ told: true }]);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
    expect(await finish(quick)).toBe(true);
  });

  it('writes verdict, tests and event once, and counts the problem', async () => {
    const own = await makeProblem(db);
    const submissionId = await submit({ problemId: own.problemId });
    const claimed = await claim(submissionId);
    expect(
      await recordProgress(testCtx(db), claimed, {
        status: 'RUNNING',
        testsDone: 2,
        tests: [result(1), result(2)],
        leaseSeconds: 10,
      }),
    ).toBe(true);
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => finish(claimed, { testsDone: 3, tests: [result(3, { reason: 'NUL \0 and half \ud800' })] })),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    const detail = await getSubmission(testCtx(db, user), { id: submissionId });
    expect(detail.tests.map((test) => test.ordinal)).toEqual([1, 2, 3]);
    expect(detail.tests[2]?.reason).toBe('NUL \u2400 and half \ufffd');
    const events = await db.pool.query(
      `SELECT 1 FROM outbox WHERE topic = 'event' AND payload -> 'data' ->> 'submissionId' = $1`,
      [submissionId],
    );
    expect(events.rowCount).toBe(1);
    expect(await db.prisma.problem.findUniqueOrThrow({ where: { id: own.problemId } })).toMatchObject({
      judged: 1,
      accepted: 1,
    });
  });

  it('starts from nothing after a claim was given back', async () => {
    const submissionId = await submit();
    const first = await claim(submissionId);
    await recordProgress(testCtx(db), first, {
      status: 'RUNNING',
      testsDone: 1,
      tests: [result(1, { verdict: 'RE' })],
      leaseSeconds: 10,
    });
    expect(await releaseTask(testCtx(db), holdOf(first))).toBe(true);
    expect(await getSubmission(testCtx(db, user), { id: submissionId })).toMatchObject({
      status: 'QUEUED',
      tests: [],
      testsDone: 0,
      queuePosition: expect.any(Number),
    });
    expect((await claim(submissionId)).attempt).toBe(2);
  });
});

describe('cancelling', () => {
  it('ends it for the judge that holds it and tells the user', async () => {
    const submissionId = await submit();
    const claimed = await claim(submissionId);
    const ctx = testCtx(db, user);
    await cancelSubmission(ctx, { id: submissionId });
    expect(ctx.dispatched).toMatchObject([{ topic: 'event', envelope: { data: { status: 'CANCELLED' } } }]);
    expect(await finish(claimed)).toBe(false);
    expect(await getSubmission(testCtx(db, user), { id: submissionId })).toMatchObject({ status: 'CANCELLED' });
    await cancelSubmission(testCtx(db, user), { id: submissionId });
  });

  it('is the author’s alone', async () => {
    const submissionId = await submit();
    const stranger = await makeUser(db);
    await expect(cancelSubmission(testCtx(db, stranger), { id: submissionId })).rejects.toMatchObject({
      code: 'submission_not_found',
    });
    await expect(getSubmission(testCtx(db, stranger), { id: submissionId })).rejects.toMatchObject({
      code: 'submission_not_found',
    });
  });
});

describe('listing', () => {
  it('pages newest first without gap or repeat', async () => {
    const author = await makeUser(db);
    const ids: string[] = [];
    for (let n = 0; n < 7; n += 1) ids.push(await submit({}, author));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listSubmissions(testCtx(db, author), {
        limit: 3,
        ...(cursor === undefined ? {} : { cursor }),
      });
      seen.push(...page.data.map((each) => each.submissionId));
      cursor = page.meta.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(ids.toReversed());
  });
});
