import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Db } from '@docket/db/client';
import type { OutboxEvent, OutboxJob } from '@docket/db/outbox';
import { newId } from '@docket/runtime/id';
import { createRedis, redisReady } from '@docket/runtime/redis';
import { closeDb, openDb, quietLog } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import { startTestRedis, type TestRedis } from '@docket/testing/redis';
import { createDispatcher, type Dispatcher } from './dispatcher.ts';
import { createPublisher } from './publish/publisher.ts';
import { createQueues, type Queues } from './queues.ts';

/** What a test of the queues stands on: one database and one Redis for a file, a prefix and queues of their own for each test. */
export let db: Db;
export let server: TestRedis;
export let producer: Redis;
export let queues: Queues;
export let dispatcher: Dispatcher;
export let prefix: string;

/** Called once at the head of a file. */
export function setUpQueues(): void {
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const database = await createTestDatabase();
    db = openDb(database.url);
    drop = () => database.drop();
    server = await startTestRedis();
  });
  afterAll(async () => {
    await closeDb(db);
    await drop();
    await server.dispose();
  });
  beforeEach(async () => {
    prefix = `t${newId().slice(-8)}`;
    await db.pool.query('TRUNCATE outbox');
    producer = createRedis(server.url, 'producer', quietLog);
    await redisReady(producer);
    queues = createQueues(producer, prefix, quietLog);
    dispatcher = createDispatcher({
      queues,
      publisher: createPublisher({ redis: producer, prefix }),
      pool: db.pool,
      log: quietLog,
    });
  });
  afterEach(async () => {
    await dispatcher.drain();
    await queues.close();
    producer.disconnect();
  });
}

/** A committed job, as a verb leaves it. `age` seconds ago. */
export async function owe(payload: unknown = { taskId: newId() }, age = 0): Promise<OutboxJob> {
  const id = newId();
  await db.pool.query(
    `INSERT INTO outbox (id, topic, name, payload, created_at) VALUES ($1, 'job', 'judge.wake', $2, clock_timestamp() - make_interval(secs => $3))`,
    [id, JSON.stringify(payload), age],
  );
  return { topic: 'job', id, name: 'judge.wake', payload, dispatches: 0 };
}

/** A committed event of a channel, `age` seconds ago. */
export async function oweEvent(channel: string, age = 0): Promise<OutboxEvent> {
  const id = newId();
  const data = { userId: id, tasks: [] };
  const envelope = { v: 1, id, type: 'queue.moved', at: new Date().toISOString(), data } as const;
  await db.pool.query(
    `INSERT INTO outbox (id, topic, name, channel, payload, created_at) VALUES ($1, 'event', 'queue.moved', $2, $3, clock_timestamp() - make_interval(secs => $4))`,
    [id, channel, JSON.stringify(envelope), age],
  );
  return { topic: 'event', id, channel, envelope };
}

export async function rowOf(id: string): Promise<{ sent: boolean; done: boolean; dispatches: number }> {
  const { rows } = await db.pool.query<{ sent: boolean; done: boolean; dispatches: number }>(
    'SELECT sent_at IS NOT NULL AS sent, done_at IS NOT NULL AS done, dispatches FROM outbox WHERE id = $1',
    [id],
  );
  const row = rows[0];
  if (row === undefined) throw new Error('no such outbox row');
  return row;
}

/** How a message that made trouble stands. `pause`: seconds until it is tried again. */
export async function troubleOf(
  id: string,
): Promise<{ failures: number; crashes: number; dead: boolean; reason: string | null; pause: number | null }> {
  const { rows } = await db.pool.query<Awaited<ReturnType<typeof troubleOf>>>(
    `SELECT failures, crashes, dead_at IS NOT NULL AS dead, reason, extract(epoch FROM next_at - clock_timestamp())::float8 AS pause
       FROM outbox WHERE id = $1`,
    [id],
  );
  const row = rows[0];
  if (row === undefined) throw new Error('no such outbox row');
  return row;
}
