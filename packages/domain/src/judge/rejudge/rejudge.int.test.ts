import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseEvent } from '@docket/contracts/events/envelope';
import type { TestVerdict } from '@docket/contracts/judge/verdict';
import type { Db } from '@docket/db/client';
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
import { createTestDatabase } from '@docket/testing/database';
import { recordVerdict } from '../record.ts';
import { claimNext } from '../tasks.ts';
import { getSubmission } from '../submission/get.ts';
import { submitSubmission } from '../submission/submit.ts';
import { applyRejudge, dropRejudge } from './close.ts';
import { createRejudge } from './create.ts';
import { getRejudge, listRejudges } from './get.ts';
import { movedRejudges } from './progress.ts';

let db: Db;
let drop: () => Promise<void>;
let admin: TestUser;
let user: TestUser;

beforeAll(async () => {
  const database = await createTestDatabase();
  db = openDb(database.url);
  drop = () => database.drop();
  [admin, user] = await Promise.all([makeUser(db, 'admin'), makeUser(db)]);
  await makeWorkerRow(db);
});

afterAll(async () => {
  await closeDb(db);
  await drop();
});

/** Judges whatever is next, as a worker would: one test, which decides. */
async function judgeNext(verdict: TestVerdict): Promise<boolean> {
  const outcome = await claimNext(testCtx(db), { workerId: 'w', languages: ['python3'], leaseSeconds: 60 });
  if (outcome.outcome !== 'claimed' || !('submissionId' in outcome.task)) return false;
  const { task } = outcome;
  const test = {
    ordinal: 1,
    name: 't',
    sample: true,
    verdict,
    reason: null,
    cpuMs: 1,
    wallMs: 1,
    memoryBytes: 1,
    evidence: null,
    feedback: null,
  };
  const { submissionId, userId, problemId, language, attempt, testsTotal } = task;
  const numbers = { cpuMs: 1, memoryBytes: 1, testsDone: 1 };
  const data = {
    userId,
    submissionId,
    problemId,
    language,
    attempt,
    testsTotal,
    status: verdict,
    reason: null,
    compileLog: null,
    tests: [],
    ...numbers,
  };
  const ctx = testCtx(db);
  await recordVerdict(
    ctx,
    task,
    { status: verdict, reason: null, compileLog: null, tests: [test], ...numbers },
    { channel: `user:${userId}`, type: 'submission.updated', data },
  );
  // Nobody is told of what is judged in the shadow.
  expect(ctx.dispatched).toHaveLength(task.kind === 'rejudge' ? 0 : 1);
  return true;
}

async function submit(problemId: string, verdict: TestVerdict, as = user): Promise<string> {
  const input = {
    problemId,
    language: 'python3',
    code: '',
    idempotencyKey: null,
    depthLimit: 100,
    userDepthLimit: 100,
  };
  const { submissionId } = await submitSubmission(testCtx(db, as), input);
  expect(await judgeNext(verdict)).toBe(true);
  return submissionId;
}

async function rejudge(problemId: string, verdicts: readonly TestVerdict[]): Promise<string> {
  const { rejudgeId, total } = await createRejudge(testCtx(db, admin), { problemId, idempotencyKey: null });
  expect(total).toBeGreaterThanOrEqual(verdicts.length);
  for (const verdict of verdicts) expect(await judgeNext(verdict)).toBe(true);
  return rejudgeId;
}

/** What the counters of a problem and the states of its users should be, and what they are. */
async function books(problemId: string): Promise<unknown> {
  const { rows } = await db.pool.query(
    `SELECT p.judged, p.accepted, c.judged AS counted, c.accepted AS "countedAccepted",
            (SELECT jsonb_object_agg(u.user_id, u.state) FROM user_problems u WHERE u.problem_id = p.id) AS states
       FROM problems p, LATERAL (SELECT count(*) FILTER (WHERE status NOT IN ('IE', 'CANCELLED'))::int AS judged,
                                        count(*) FILTER (WHERE status = 'AC')::int AS accepted FROM submissions s WHERE s.problem_id = p.id) c
      WHERE p.id = $1`,
    [problemId],
  );
  return rows[0];
}

describe('a rejudge', () => {
  it('shows what would change, and changes it only when applied, with all that follows from it', async () => {
    const { problemId } = await makeProblem(db);
    const other = await makeUser(db);
    const lost = await submit(problemId, 'AC');
    const won = await submit(problemId, 'WA', other);
    const same = await submit(problemId, 'TLE', other);
    const before = await books(problemId);
    const id = await rejudge(problemId, ['WA', 'AC']);

    expect(await getRejudge(testCtx(db, admin), { id })).toMatchObject({
      status: 'RUNNING',
      total: 3,
      judged: 2,
      changed: 2,
    });
    await expect(applyRejudge(testCtx(db, admin), { id })).rejects.toMatchObject({ code: 'rejudge_not_ready' });
    await judgeNext('TLE');
    const ready = await getRejudge(testCtx(db, admin), { id });
    expect(ready).toMatchObject({ status: 'READY', judged: 3, changed: 2 });
    expect(ready.matrix).toEqual([
      { from: 'AC', to: 'WA', count: 1 },
      { from: 'TLE', to: 'TLE', count: 1 },
      { from: 'WA', to: 'AC', count: 1 },
    ]);
    expect(ready.changes.map((change) => [change.submissionId, change.from, change.to, change.state])).toEqual([
      [lost, 'AC', 'WA', 'pending'],
      [won, 'WA', 'AC', 'pending'],
    ]);
    expect(await books(problemId)).toEqual(before);
    expect(await getSubmission(testCtx(db, user), { id: lost })).toMatchObject({ status: 'AC', attempt: 1 });

    expect(await applyRejudge(testCtx(db, admin), { id })).toEqual({ applied: 2, left: [] });
    expect(await getSubmission(testCtx(db, user), { id: lost })).toMatchObject({
      status: 'WA',
      attempt: 2,
      tests: [{ verdict: 'WA' }],
    });
    expect(await getSubmission(testCtx(db, other), { id: won })).toMatchObject({
      status: 'AC',
      attempt: 2,
      tests: [{ verdict: 'AC' }],
    });
    expect(await getSubmission(testCtx(db, other), { id: same })).toMatchObject({ status: 'TLE', attempt: 1 });
    expect(await books(problemId)).toEqual({
      judged: 3,
      accepted: 1,
      counted: 3,
      countedAccepted: 1,
      states: { [user.userId]: 'tried', [other.userId]: 'solved' },
    });
    const { rows } = await db.pool.query<{ payload: unknown; channel: string }>(
      `SELECT payload, channel FROM outbox WHERE topic = 'event' AND payload -> 'data' ->> 'submissionId' = $1 AND payload -> 'data' -> 'attempt' = '2'`,
      [lost],
    );
    expect(rows.map((row) => [row.channel, parseEvent(row.payload)?.data])).toMatchObject([
      [`user:${user.userId}`, { status: 'WA', testsDone: 1 }],
    ]);
    await expect(applyRejudge(testCtx(db, admin), { id })).rejects.toMatchObject({ code: 'rejudge_closed' });
    await expect(dropRejudge(testCtx(db, admin), { id })).rejects.toMatchObject({ code: 'rejudge_closed' });
  });

  it('leaves alone what changed meanwhile, and what the judge failed on', async () => {
    const { problemId } = await makeProblem(db);
    const [raced, failed, fine] = [
      await submit(problemId, 'AC'),
      await submit(problemId, 'AC'),
      await submit(problemId, 'AC'),
    ];
    const first = await rejudge(problemId, ['WA', 'IE', 'AC']);
    const second = await rejudge(problemId, ['TLE', 'AC', 'AC']);
    expect(await applyRejudge(testCtx(db, admin), { id: second })).toEqual({ applied: 1, left: [] });
    expect(await applyRejudge(testCtx(db, admin), { id: first })).toEqual({ applied: 0, left: [raced, failed] });
    const statuses = await Promise.all(
      [raced, failed, fine].map(async (id) => (await getSubmission(testCtx(db, user), { id })).status),
    );
    expect(statuses).toEqual(['TLE', 'AC', 'AC']);
    expect(await books(problemId)).toMatchObject({ judged: 3, accepted: 2, counted: 3, countedAccepted: 2 });
  });

  it('is applied once, however many press at the same time', async () => {
    const { problemId } = await makeProblem(db);
    await submit(problemId, 'AC');
    const id = await rejudge(problemId, ['WA']);
    const pressed = await Promise.allSettled(Array.from({ length: 6 }, () => applyRejudge(testCtx(db, admin), { id })));
    expect(pressed.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
    expect(await books(problemId)).toMatchObject({ judged: 1, accepted: 0 });
  });

  it('dropped, judges no more and changes nothing', async () => {
    const { problemId } = await makeProblem(db);
    const id = await submit(problemId, 'AC');
    await submit(problemId, 'AC');
    const rejudgeId = await rejudge(problemId, ['WA']);
    await dropRejudge(testCtx(db, admin), { id: rejudgeId });
    expect(await judgeNext('WA')).toBe(false);
    expect(await getSubmission(testCtx(db, user), { id })).toMatchObject({ status: 'AC', attempt: 1 });
    expect(await getRejudge(testCtx(db, admin), { id: rejudgeId })).toMatchObject({ status: 'DROPPED', judged: 1 });
  });

  it('comes after submissions, and its progress is told once per step', async () => {
    const { problemId } = await makeProblem(db);
    await submit(problemId, 'AC');
    const { rejudgeId } = await createRejudge(testCtx(db, admin), { problemId, idempotencyKey: null });
    await submit(problemId, 'WA');
    const told = new Map<string, number>();
    const mine = async () => (await movedRejudges(testCtx(db), told)).filter((event) => event.rejudgeId === rejudgeId);
    expect(await mine()).toMatchObject([{ judged: 0, total: 1, status: 'RUNNING', userId: admin.userId }]);
    expect(await mine()).toEqual([]);
    await judgeNext('RE');
    expect(await mine()).toMatchObject([
      { judged: 1, changed: 1, status: 'READY', matrix: [{ from: 'AC', to: 'RE', count: 1 }] },
    ]);
    await dropRejudge(testCtx(db, admin), { id: rejudgeId });
  });

  it('is for admins, and for setters of the problem', async () => {
    const [setter, stranger] = [await makeUser(db, 'setter'), await makeUser(db, 'setter')];
    const { problemId } = await makeProblem(db);
    const submissionId = await submit(problemId, 'AC');
    await db.pool.query('UPDATE problem_versions SET imported_by_id = $2 WHERE problem_id = $1', [
      problemId,
      setter.userId,
    ]);
    const key = { idempotencyKey: null };
    await expect(createRejudge(testCtx(db, user), { problemId, ...key })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(createRejudge(testCtx(db, stranger), { submissionId, ...key })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(createRejudge(testCtx(db, setter), { language: 'python3', ...key })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const { rejudgeId } = await createRejudge(testCtx(db, setter), { submissionId, ...key });
    await expect(getRejudge(testCtx(db, stranger), { id: rejudgeId })).rejects.toMatchObject({
      code: 'rejudge_not_found',
    });
    expect((await listRejudges(testCtx(db, setter), { limit: 20 })).data).toMatchObject([
      { rejudgeId, total: 1, filter: { problemId, submissionId } },
    ]);
    expect((await listRejudges(testCtx(db, stranger), { limit: 20 })).data).toEqual([]);
    expect((await listRejudges(testCtx(db, admin), { limit: 1 })).data[0]?.rejudgeId).toBe(rejudgeId);
    await dropRejudge(testCtx(db, setter), { id: rejudgeId });
  });

  it('refuses what fits nothing, and makes one of many requests with one key', async () => {
    const { problemId } = await makeProblem(db);
    const ctx = testCtx(db, admin);
    await expect(createRejudge(ctx, { problemId, idempotencyKey: newId() })).rejects.toMatchObject({
      code: 'nothing_to_rejudge',
    });
    await expect(createRejudge(ctx, { problemId: 'nowhere', idempotencyKey: null })).rejects.toMatchObject({
      code: 'problem_not_found',
    });
    await expect(createRejudge(ctx, { submissionId: newId(), idempotencyKey: null })).rejects.toMatchObject({
      code: 'submission_not_found',
    });
    await submit(problemId, 'AC');
    await expect(createRejudge(ctx, { problemId, status: 'WA', idempotencyKey: null })).rejects.toMatchObject({
      code: 'nothing_to_rejudge',
    });
    const key = newId();
    const made = await Promise.all(
      Array.from({ length: 5 }, () => createRejudge(ctx, { problemId, idempotencyKey: key })),
    );
    expect(new Set(made.map((each) => each.rejudgeId)).size).toBe(1);
    await expect(createRejudge(ctx, { problemId, language: 'c', idempotencyKey: key })).rejects.toMatchObject({
      code: 'idempotency_mismatch',
    });
  });
});
