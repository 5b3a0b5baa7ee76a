import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { closeDb, openDb, testCtx } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import { change, type NewEvent, type NewJob } from './emit.ts';

let db: Db;
let drop: () => Promise<void>;
const id = newId();
const moved: NewEvent = { channel: `user:${id}`, type: 'queue.moved', data: { userId: id, tasks: [] } };
const wake: NewJob = { name: 'judge.wake', payload: { taskId: id } };

beforeAll(async () => {
  const database = await createTestDatabase();
  db = openDb(database.url);
  drop = () => database.drop();
});
afterAll(async () => {
  await closeDb(db);
  await drop();
});
beforeEach(() => db.pool.query('DELETE FROM outbox'));

async function owed(): Promise<unknown[]> {
  const { rows } = await db.pool.query('SELECT topic, name, channel FROM outbox ORDER BY topic');
  return rows;
}

it('owes events and jobs if and only if the work commits', async () => {
  const ctx = testCtx(db);
  const result = await change(ctx, async (tx) => {
    tx.emit(moved);
    tx.enqueue(wake);
    return 'done';
  });
  expect(result).toBe('done');
  expect(await owed()).toEqual([
    { topic: 'event', name: 'queue.moved', channel: `user:${id}` },
    { topic: 'job', name: 'judge.wake', channel: null },
  ]);
  expect(ctx.dispatched).toHaveLength(2);

  await db.pool.query('DELETE FROM outbox');
  const failing = change(ctx, async (tx) => {
    tx.emit(moved);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect([await owed(), ctx.dispatched.length]).toEqual([[], 2]);
});

it('refuses what breaks its contract, under test a field too many as well, and then nothing happens', async () => {
  const ctx = testCtx(db);
  // As from a row whose columns the compiler does not know.
  const more = { secret: 1 } as object;
  const wrong = { queuePosition: 'first' } as object;
  const task = { kind: 'run', id, queuePosition: 1, expectedWaitSeconds: null } as const;
  for (const work of [
    { ...moved, data: { userId: id, tasks: [{ ...task, ...more }] } },
    { ...moved, data: { userId: id, tasks: [{ ...task, ...wrong }] } },
  ])
    await expect(change(ctx, async (tx) => tx.emit(work))).rejects.toMatchObject({ name: 'ZodError' });
  await expect(
    change(ctx, async (tx) => tx.enqueue({ ...wake, payload: { taskId: id, ...more } })),
  ).rejects.toMatchObject({ name: 'ZodError' });
  expect([await owed(), ctx.dispatched]).toEqual([[], []]);
});
