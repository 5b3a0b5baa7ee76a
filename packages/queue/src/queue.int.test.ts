import type { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutboxJob } from '@docket/db/outbox';
import { newId } from '@docket/runtime/id';
import { createMetrics } from '@docket/runtime/metrics';
import { createRedis, redisReady } from '@docket/runtime/redis';
import { quietLog } from '@docket/testing/builders';
import { waitFor } from '@docket/testing/wait';
import { DONE, startConsumer, type Consumer, type JobHandler } from './consumer.ts';
import { createDispatcher } from './dispatcher.ts';
import { db, dispatcher, owe, oweEvent, prefix, producer, queues, rowOf, server, setUpQueues } from './fixtures.ts';
import { tidyOnce } from './janitor.ts';
import { channelKeys } from './publish/keys.ts';
import { createPublisher } from './publish/publisher.ts';
import { bullJobId, createQueues } from './queues.ts';
import { reapOnce } from './reaper.ts';
import { relayOnce } from './relay.ts';

let blocking: Redis;
let consumer: Consumer | undefined;

setUpQueues();
beforeEach(() => {
  blocking = createRedis(server.url, 'consumer', quietLog);
});
afterEach(async () => {
  await consumer?.close();
  consumer = undefined;
  blocking.disconnect();
});

function consume(handler: JobHandler<'judge.wake'>, concurrency = 4): Consumer {
  consumer = startConsumer({
    serve: { judge: { handlers: { 'judge.wake': handler }, concurrency } },
    redis: blocking,
    prefix,
    pool: db.pool,
    log: quietLog,
    metrics: createMetrics('test'),
    lockSeconds: 2,
  });
  return consumer;
}

describe('the fast path', () => {
  it('brings a job to its handler and notes it as sent and done', async () => {
    const seen: string[] = [];
    consume(async ({ taskId }) => {
      seen.push(taskId);
      return DONE;
    });
    const job = await owe({ taskId: newId() });
    dispatcher.dispatch([job]);
    await waitFor('job done', async () => (await rowOf(job.id)).done);
    expect(await rowOf(job.id)).toEqual({ sent: true, done: true, dispatches: 0 });
    expect(seen).toHaveLength(1);
  });

  it('leaves the job to the relay while Redis does not answer, without throwing or waiting', async () => {
    const job = await owe();
    server.pause();
    try {
      const before = performance.now();
      dispatcher.dispatch([job]);
      expect(performance.now() - before).toBeLessThan(100);
      await dispatcher.drain();
      expect(await rowOf(job.id)).toMatchObject({ sent: false });
    } finally {
      server.resume();
    }
  });

  it('leaves to the relay the event that fails, and no other of those that go together', async () => {
    const events = [await oweEvent('user:a'), await oweEvent('user:b'), await oweEvent('user:c')];
    await producer.set(channelKeys(prefix, 'user:b').meta, 'not a hash');
    dispatcher.dispatch(events);
    await dispatcher.drain();
    expect(await Promise.all(events.map(async ({ id }) => (await rowOf(id)).sent))).toEqual([true, false, true]);
  });

  it('works once Redis comes, though it was away when this process started', async () => {
    await server.stop();
    const late = createRedis(server.url, 'producer', quietLog);
    const lateQueues = createQueues(late, prefix, quietLog);
    const sender = createDispatcher({
      queues: lateQueues,
      publisher: createPublisher({ redis: late, prefix }),
      pool: db.pool,
      log: quietLog,
    });
    const job = await owe();
    await expect(sender.send(job)).rejects.toThrow('Redis is away');
    await server.restart();
    await redisReady(late);
    await sender.send(job);
    expect(await (await lateQueues.of('judge')).getJobState(bullJobId(job))).toBe('waiting');
    await lateQueues.close();
    late.disconnect();
  });

  it('runs a job handed over twice once', async () => {
    let runs = 0;
    const job = await owe();
    await dispatcher.send(job);
    await dispatcher.send(job);
    consume(async () => {
      runs += 1;
      return DONE;
    });
    await waitFor('job done', async () => (await rowOf(job.id)).done);
    expect(runs).toBe(1);
  });
});

describe('the reaper', () => {
  async function sentLongAgo(job: OutboxJob): Promise<void> {
    await db.pool.query(`UPDATE outbox SET sent_at = now() - interval '1 minute' WHERE id = $1`, [job.id]);
  }

  it('puts back a job that Redis forgot, under a new id, once', async () => {
    const lost = await owe(undefined, 60);
    const waiting = await owe(undefined, 60);
    await dispatcher.send(waiting);
    await sentLongAgo(lost);
    await sentLongAgo(waiting);
    const put = await Promise.all([reapOnce(db.pool, queues), reapOnce(db.pool, queues)]);
    expect(put.reduce((sum, each) => sum + each, 0)).toBe(1);
    expect(await rowOf(lost.id)).toEqual({ sent: false, done: false, dispatches: 1 });
    expect(await rowOf(waiting.id)).toEqual({ sent: true, done: false, dispatches: 0 });
    await relayOnce(db.pool, dispatcher);
    expect(await (await queues.of('judge')).getJobState(bullJobId({ id: lost.id, dispatches: 1 }))).toBe('waiting');
  });

  it('puts back a job that failed for good, and leaves one that is done', async () => {
    const failing = await owe({ taskId: newId() }, 60);
    const done = await owe(undefined, 60);
    await db.pool.query('UPDATE outbox SET sent_at = now(), done_at = now() WHERE id = $1', [done.id]);
    consume(() => Promise.reject(new Error('broken on purpose')));
    await dispatcher.send(failing);
    await waitFor(
      'failed',
      async () => (await (await queues.of('judge')).getJobState(bullJobId(failing))) === 'failed',
      { timeoutMs: 15_000 },
    );
    await sentLongAgo(failing);
    await sentLongAgo(done);
    expect(await reapOnce(db.pool, queues)).toBe(1);
    expect(await rowOf(failing.id)).toMatchObject({ dispatches: 1 });
    expect(await rowOf(done.id)).toMatchObject({ dispatches: 0 });
  });
});

describe('the consumer', () => {
  it('runs a job again that was put off, without counting a failure', async () => {
    let calls = 0;
    consume(async () => {
      calls += 1;
      return calls < 5 ? { kind: 'retry', inMs: 20 } : DONE;
    });
    const job = await owe();
    await dispatcher.send(job);
    await waitFor('job done', async () => (await rowOf(job.id)).done);
    expect(calls).toBe(5);
  });

  it('fails a known job with a payload that does not fit for good, without calling the handler', async () => {
    let calls = 0;
    consume(async () => {
      calls += 1;
      return DONE;
    });
    await (
      await queues.of('judge')
    ).add(
      'judge.wake',
      { outboxId: newId(), payload: { taskId: 'not a uuid' } },
      { jobId: 'bad-payload', attempts: 3 },
    );
    await waitFor('failed', async () => (await (await queues.of('judge')).getJobState('bad-payload')) === 'failed');
    expect(calls).toBe(0);
  });

  it('puts off a job of a name it does not know', async () => {
    consume(async () => DONE);
    await (
      await queues.of('judge')
    ).add('job.of.tomorrow', { outboxId: newId(), payload: {} }, { jobId: 'unknown-name' });
    await waitFor('delayed', async () => (await (await queues.of('judge')).getJobState('unknown-name')) === 'delayed');
  });
});

describe('the janitor', () => {
  it('removes only what is past its time', async () => {
    const old = await owe();
    const fresh = await owe();
    const open = await owe(undefined, 30 * 86_400);
    await db.pool.query(`UPDATE outbox SET done_at = now() - interval '3 days' WHERE id = $1`, [old.id]);
    await db.pool.query('UPDATE outbox SET done_at = now() WHERE id = $1', [fresh.id]);
    await tidyOnce(db.pool);
    const { rows } = await db.pool.query<{ id: string }>('SELECT id FROM outbox');
    expect(new Set(rows.map((row) => row.id))).toEqual(new Set([fresh.id, open.id]));
  });
});
