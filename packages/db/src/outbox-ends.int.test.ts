import { expect, it, onTestFinished } from 'vitest';
import { newId } from '@docket/runtime/id';
import { closeDb, openDb } from '@docket/testing/builders';
import { createDatabaseForThisTest } from '@docket/testing/database';
import { noteFailed, putBackDue } from './outbox-ends.ts';

const PATIENCE = { firstSeconds: 0, capSeconds: 0 };

async function sentJob() {
  const db = openDb((await createDatabaseForThisTest()).url, 2);
  onTestFinished(() => closeDb(db));
  const id = newId();
  await db.pool.query(
    `INSERT INTO outbox (id, topic, name, payload, sent_at) VALUES ($1, 'job', 'judge.wake', '{}', now())`,
    [id],
  );
  return { pool: db.pool, job: { id, dispatches: 0 } };
}

it('an error that says nothing about the job backs off and is not counted', async () => {
  const { pool, job } = await sentJob();
  expect(await noteFailed(pool, job, 'the database is away', PATIENCE, false)).toMatchObject({ failures: 0 });
  expect(await putBackDue(pool, 10)).toBe(1);
  expect(await noteFailed(pool, { ...job, dispatches: 1 }, 'broken', PATIENCE)).toMatchObject({ failures: 1 });
});

it('a job that was done since it failed is not sent again', async () => {
  const { pool, job } = await sentJob();
  await noteFailed(pool, job, 'broken', PATIENCE);
  await pool.query('UPDATE outbox SET done_at = now() WHERE id = $1', [job.id]);
  expect(await putBackDue(pool, 10)).toBe(0);
});
