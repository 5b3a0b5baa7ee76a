import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Db, PoolClient } from '@docket/db/client';
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
import type { ClaimedSubmission } from '../submission/claim.ts';
import { getSubmission } from '../submission/get.ts';
import { submitSubmission } from '../submission/submit.ts';
import { claimNext, releaseTask } from '../tasks.ts';

let db: Db;
let drop: () => Promise<void>;
let problem: { problemId: string };
let users: TestUser[];

beforeAll(async () => {
  const database = await createTestDatabase();
  db = openDb(database.url, 16);
  drop = () => database.drop();
  ({ problem, users } = await furnish(db));
});

afterAll(async () => {
  await closeDb(db);
  await drop();
});

async function furnish(on: Db): Promise<{ problem: { problemId: string }; users: TestUser[] }> {
  await makeWorkerRow(on);
  return {
    problem: await makeProblem(on),
    users: [await makeUser(on), await makeUser(on), await makeUser(on), await makeUser(on)],
  };
}

/** A migrated database of its own, for tests that change functions or count everything. */
async function ownDb(): Promise<{ on: Db; userA: TestUser; userB: TestUser; problemId: string }> {
  const database = await createDatabaseForThisTest();
  const on = openDb(database.url, 16);
  onTestFinished(() => closeDb(on));
  const made = await furnish(on);
  const [userA, userB] = made.users;
  if (userA === undefined || userB === undefined) throw new Error('users were made');
  return { on, userA, userB, problemId: made.problem.problemId };
}

/** Takes a submission in as `accept_submission` does, in a class and language of the test's choice. */
async function submit(
  on: Db | PoolClient,
  user: TestUser,
  problemId: string,
  over: { class?: number; language?: string } = {},
) {
  const id = newId();
  const pool = 'pool' in on ? on.pool : on;
  const { rows } = await pool.query<{ outcome: string; ahead: number }>(
    `SELECT outcome, ahead FROM accept_submission($1, $3, $4, $5, '[{"name":"main.py","content":""}]', 0, NULL, '', $6, 100000, 100000, NULL, NULL,
                                                  $2, 'judge.wake', jsonb_build_object('taskId', $1::uuid))`,
    [id, newId(), user.userId, problemId, over.language ?? 'python3', over.class ?? 1],
  );
  return { id, outcome: rows[0]?.outcome ?? '', ahead: rows[0]?.ahead ?? -1 };
}

async function claim(on: Db, languages = ['python3'], leaseSeconds = 60): Promise<ClaimedSubmission | undefined> {
  const outcome = await claimNext(testCtx(on), { workerId: 'w', languages, leaseSeconds });
  return outcome.outcome === 'claimed' ? submissionOf(outcome.task) : undefined;
}

function submissionOf(task: { kind: string }): ClaimedSubmission {
  if (task.kind !== 'submission') throw new Error('these tests submit submissions only');
  return task as ClaimedSubmission;
}

async function end(on: Db, claimed: ClaimedSubmission): Promise<void> {
  await on.pool.query(
    `SELECT settle_submission($1, $2, 'AC', NULL, 1, 1, NULL, 0, '[]', $3, 'submission.updated', 'user:x', '{}')`,
    [claimed.submissionId, claimed.attempt, newId()],
  );
}

async function emptyQueue(on: Db): Promise<void> {
  await on.pool.query('TRUNCATE judge_tasks, submissions, outbox CASCADE');
}

/** Submissions whose task says something else about them than they themselves. */
async function disagreements(on: Db): Promise<unknown[]> {
  const { rows } = await on.pool.query(
    `SELECT s.id, s.status, t.status AS task FROM submissions s LEFT JOIN judge_tasks t ON t.id = s.id
      WHERE t.status IS DISTINCT FROM CASE WHEN s.status = 'QUEUED' THEN 'QUEUED' WHEN s.finished_at IS NULL THEN 'ACTIVE' ELSE 'ENDED' END
         OR t.attempt <> s.attempt AND t.status <> 'QUEUED'`,
  );
  return rows;
}

/** The order as the rule says it, in memory. */
class Model {
  readonly tasks: { id: string; user: number; class: number; turn: number; state: 'waiting' | 'running' | 'ended' }[] =
    [];

  submit(id: string, user: number, taskClass: number): void {
    const mine = this.tasks.filter((t) => t.user === user && t.class === taskClass && t.state !== 'ended');
    const taken = this.tasks.filter((t) => t.class === taskClass && t.state !== 'waiting').map((t) => t.turn);
    const waiting = this.tasks.filter((t) => t.class === taskClass && t.state === 'waiting').map((t) => t.turn);
    const clock = taken.length > 0 ? Math.max(...taken) : waiting.length > 0 ? Math.min(...waiting) : 0;
    this.tasks.push({
      id,
      user,
      class: taskClass,
      turn: Math.max(clock, ...mine.map((t) => t.turn + 1)),
      state: 'waiting',
    });
  }

  get line() {
    return this.tasks
      .filter((t) => t.state === 'waiting')
      .toSorted((a, b) => a.class - b.class || a.turn - b.turn || (a.id < b.id ? -1 : 1));
  }
}

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('submit' as const), user: fc.nat(3), class: fc.nat(3) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('claim' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('end' as const, 'release' as const), which: fc.nat(9) }) },
);

describe('the order', () => {
  it('is that of the model, whatever is submitted, claimed, ended and given back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        await emptyQueue(db);
        const model = new Model();
        const running: ClaimedSubmission[] = [];
        for (const one of steps) {
          if (one.do === 'submit') {
            const user = users[one.user] ?? users[0];
            if (user === undefined) throw new Error('no user');
            const { id, ahead } = await submit(db, user, problem.problemId, { class: one.class });
            model.submit(id, one.user, one.class);
            expect(ahead).toBe(model.line.findIndex((t) => t.id === id));
          } else if (one.do === 'claim') {
            const first = model.line[0];
            const claimed = await claim(db);
            expect(claimed?.submissionId).toBe(first?.id);
            if (first !== undefined && claimed !== undefined) {
              first.state = 'running';
              running.push(claimed);
            }
          } else {
            const [claimed] = running.splice(one.which % Math.max(1, running.length), 1);
            const held = model.tasks.find((t) => t.id === claimed?.submissionId);
            if (claimed === undefined || held === undefined) continue;
            held.state = one.do === 'end' ? 'ended' : 'waiting';
            if (one.do === 'end') await end(db, claimed);
            else await releaseTask(testCtx(db), { taskId: claimed.submissionId, attempt: claimed.attempt });
          }
        }
        expect(await disagreements(db)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('lets 5,000 waiting submissions of one user delay another’s by nothing but what is running', async () => {
    const { on, userA, userB, problemId } = await ownDb();
    // As accept_submission does, without counting 5,000 times who is ahead.
    const ids = Array.from({ length: 5_000 }, () => newId());
    await on.pool.query(
      `INSERT INTO submissions (id, user_id, problem_id, problem_version, language, files, tests_total)
       SELECT id, $1, $2, 1, 'python3', '[]', 3 FROM unnest($3::uuid[]) id`,
      [userA.userId, problemId, ids],
    );
    await on.pool.query(`SELECT enqueue_task(id, 'submission', 1, $1, 'python3') FROM unnest($2::uuid[]) id`, [
      userA.userId,
      ids,
    ]);
    for (const slot of [1, 2]) expect(await claim(on), `slot ${slot}`).toMatchObject({ userId: userA.userId });
    const ctx = testCtx(on, userB);
    const input = {
      problemId,
      language: 'python3',
      code: '',
      idempotencyKey: null,
      depthLimit: 10_000,
      userDepthLimit: 10,
    };
    const accepted = await submitSubmission(ctx, input);
    expect(accepted.queuePosition).toBe(0);
    expect(await getSubmission(ctx, { id: accepted.submissionId })).toMatchObject({ queuePosition: 0 });
    expect(await claim(on)).toMatchObject({ submissionId: accepted.submissionId });
    // And from there on they take turns, however far behind B started.
    await submitSubmission(ctx, input);
    await submitSubmission(ctx, input);
    const next: string[] = [];
    for (let n = 0; n < 5; n += 1) next.push((await claim(on))?.userId === userB.userId ? 'B' : 'A');
    expect(next.join('')).toBe('ABABA');
  });

  it('gives submissions sent at the same moment by one user turns of their own', async () => {
    await emptyQueue(db);
    const [user] = users;
    if (user === undefined) throw new Error('no user');
    await Promise.all(Array.from({ length: 30 }, () => submit(db, user, problem.problemId)));
    const { rows } = await db.pool.query<{ turns: number }>(
      'SELECT count(DISTINCT turn)::int AS turns FROM judge_tasks',
    );
    expect(rows).toEqual([{ turns: 30 }]);
  });

  it('lets a class below pass now and then once its first task has waited for a minute, and not earlier', async () => {
    const { on, userA, userB, problemId } = await ownDb();
    const claimed = async (): Promise<number> => {
      let low = 0;
      for (let n = 0; n < 32; n += 1) if ((await claim(on))?.userId === userB.userId) low += 1;
      return low;
    };
    for (let n = 0; n < 64; n += 1) await submit(on, userA, problemId, { class: 0 });
    for (let n = 0; n < 8; n += 1) await submit(on, userB, problemId, { class: 3 });
    expect(await claimed()).toBe(0);
    await on.pool.query(`UPDATE judge_tasks SET created_at = created_at - interval '61 seconds' WHERE class = 3`);
    // One claim in eight goes below, to classes 1, 2 and 3 in rotation.
    const low = await claimed();
    expect(low).toBeGreaterThanOrEqual(1);
    expect(low).toBeLessThanOrEqual(4);
  });
});

describe('claiming', () => {
  it('hands every task to one of many workers, and to those alone that have its language', async () => {
    await emptyQueue(db);
    const [user] = users;
    if (user === undefined) throw new Error('no user');
    for (let n = 0; n < 60; n += 1)
      await submit(db, user, problem.problemId, { language: n % 2 === 0 ? 'python3' : 'c' });
    const drain = async (languages: string[]): Promise<string[]> => {
      const got: string[] = [];
      for (let task = await claim(db, languages); task !== undefined; task = await claim(db, languages)) {
        expect(languages).toContain(task.language);
        got.push(task.submissionId);
      }
      return got;
    };
    expect(await drain(['rust'])).toEqual([]);
    const shares = await Promise.all([
      ...Array.from({ length: 6 }, () => drain(['python3'])),
      ...Array.from({ length: 6 }, () => drain(['c', 'rust'])),
    ]);
    const all = shares.flat();
    expect(all).toHaveLength(60);
    expect(new Set(all).size).toBe(60);
  });

  /** Two workers claim at once: the second asks while the first has not yet committed. @returns what each got. */
  async function race(on: Db): Promise<(string | undefined)[]> {
    const first = await on.pool.connect();
    try {
      await first.query('BEGIN');
      const { rows } = await first.query<{ id: string }>(
        `SELECT (c.task).id FROM take_task('w1', ARRAY['python3'], 60) c`,
      );
      const second = claim(on);
      // Long enough for it to be answered, or to wait for the row.
      await new Promise((resolve) => setTimeout(resolve, 100));
      await first.query('COMMIT');
      return [rows[0]?.id, (await second)?.submissionId];
    } finally {
      first.release();
    }
  }

  it('gives two that ask at once two tasks; without the row lock it would give both the same (negative control)', async () => {
    const { on, userA, problemId } = await ownDb();
    for (let n = 0; n < 4; n += 1) await submit(on, userA, problemId);
    expect(new Set(await race(on)).size).toBe(2);
    const { rows } = await on.pool.query<{ source: string }>(
      `SELECT pg_get_functiondef('take_task'::regproc) AS source`,
    );
    const unguarded = (rows[0]?.source ?? '').replaceAll('FOR UPDATE SKIP LOCKED', '');
    expect(unguarded).not.toBe(rows[0]?.source);
    await on.pool.query(unguarded);
    expect(new Set(await race(on)).size).toBe(1);
  });

  it('takes up first what a silent worker left, raising the attempt, and only for workers that have the language', async () => {
    const { on, userA, userB, problemId } = await ownDb();
    await submit(on, userA, problemId);
    const left = await claim(on, ['python3'], 0.001);
    for (let n = 0; n < 3; n += 1) await submit(on, userB, problemId, { class: 0 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await claim(on, ['c'])).toBeUndefined();
    expect(await claim(on)).toMatchObject({ submissionId: left?.submissionId, attempt: 2 });
    expect(await claim(on)).toMatchObject({ userId: userB.userId, attempt: 1 });
  });
});
