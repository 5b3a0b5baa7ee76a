import type { EventEnvelope } from '@docket/contracts/events/envelope';
import type { TestResultDetail } from '@docket/contracts/http/submission';
import type { Db } from '@docket/db/client';
import { submitSubmission } from '@docket/domain/judge/submission/submit';
import { claimNext } from '@docket/domain/judge/tasks';
import type { Publisher } from '@docket/queue/publish/publisher';
import { closeDb, makeProblem, makeUser, makeWorkerRow, openDb, testCtx } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Story } from '../src/judge/story.ts';

let db: Db;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  db = openDb(database.url);
  drop = () => database.drop();
});
afterAll(async () => {
  await closeDb(db);
  await drop();
});

const result = (ordinal: number): TestResultDetail => ({
  ordinal,
  name: `t${ordinal}`,
  sample: false,
  verdict: 'AC',
  reason: null,
  cpuMs: ordinal,
  wallMs: 4,
  memoryBytes: 1_000,
  evidence: null,
  feedback: null,
});

test('an event counts the tests that it and those before it carry, also while tests end during a write', async () => {
  const user = await makeUser(db);
  const problem = await makeProblem(db);
  await makeWorkerRow(db);
  const { submissionId } = await submitSubmission(testCtx(db, user), {
    problemId: problem.slug,
    language: 'python3',
    code: '',
    idempotencyKey: null,
    depthLimit: 10,
    userDepthLimit: 10,
  });
  const claimed = await claimNext(testCtx(db), { languages: ['python3'], workerId: 'w1', leaseSeconds: 60 });
  if (claimed.outcome !== 'claimed' || !('submissionId' in claimed.task)) throw new Error('nothing claimed');
  const told: EventEnvelope<'submission.updated'>['data'][] = [];
  const publisher: Pick<Publisher, 'publish'> = {
    publish(_channel, envelope) {
      if (envelope.type === 'submission.updated') told.push(envelope.data);
      return Promise.resolve({ epoch: 'e', offset: told.length, duplicate: false });
    },
  };
  const story = new Story({
    ctx: testCtx(db),
    publisher: publisherOf(publisher),
    claim: claimed.task,
    leaseSeconds: 60,
    lost: new AbortController(),
  });
  // Whoever holds the row keeps the story from writing, and meanwhile tests go on.
  const holder = await db.pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM submissions WHERE id = $1 FOR UPDATE', [submissionId]);
  story.add(result(1));
  await vi.waitFor(async () => {
    const { rows } = await db.pool.query(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    );
    expect(rows).toHaveLength(1);
  }, 10_000);
  for (let ordinal = 2; ordinal <= 3; ordinal += 1) story.add(result(ordinal));
  await holder.query('COMMIT');
  holder.release();
  await vi.waitFor(() => expect(told.at(-1)?.testsDone).toBe(3), 10_000);
  let carried = 0;
  for (const event of told) {
    carried += event.tests.length;
    expect(event.testsDone).toBe(carried);
    expect(event.cpuMs).toBe(carried);
  }
  expect(told.length).toBeGreaterThan(1);
  expect(submissionId).toBe(told[0]?.submissionId);
  expect(await story.end()).toEqual([]);
});

/** The cast for a publisher of which a story uses this much. */
function publisherOf(publisher: Pick<Publisher, 'publish'>): Publisher {
  return publisher as Publisher;
}
