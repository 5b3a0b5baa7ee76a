import type { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutboxJob } from '@docket/db/outbox';
import { Apart } from '@docket/domain/spine/apart';
import { newId } from '@docket/runtime/id';
import { createMetrics } from '@docket/runtime/metrics';
import { createRedis, redisReady } from '@docket/runtime/redis';
import { quietLog } from '@docket/testing/builders';
import { waitFor } from '@docket/testing/wait';
import { DONE, startConsumer, type Consumer, type DeathNotice, type JobHandler } from './consumer.ts';
import { createDispatcher } from './dispatcher.ts';
import {
  db,
  dispatcher,
  owe,
  oweEvent,
  prefix,
  producer,
  queues,
  rowOf,
  server,
  setUpQueues,
  troubleOf,
} from './fixtures.ts';
import { tidyOnce } from './janitor.ts';
import { PATIENCE, type Patience } from './patience.ts';
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

type Bearing = { readonly whenDead?: DeathNotice<'judge.wake'>; readonly patience?: Patience };

function consume(handler: JobHandler<'judge.wake'>, { whenDead, patience = PATIENCE }: Bearing = {}): Consumer {
  consumer = startConsumer({
    serve: {
      judge: { handlers: { 'judge.wake': handler }, whenDead: { 'judge.wake': whenDead ?? null }, concurrency: 4 },
    },
    patience,
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
    expect(put.flat()).toEqual([lost.id]);
    expect(await rowOf(lost.id)).toEqual({ sent: false, done: false, dispatches: 1 });
    expect(await rowOf(waiting.id)).toEqual({ sent: true, done: false, dispatches: 0 });
    await relayOnce(db.pool, dispatcher);
    expect(await (await queues.of('judge')).getJobState(bullJobId({ id: lost.id, dispatches: 1 }))).toBe('waiting');
  });

  it('notes the failure of a job that nobody could note, once, and leaves one that is done', async () => {
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
    // As if the database had been away at that moment.
    await db.pool.query('UPDATE outbox SET failures = 0, next_at = NULL WHERE id = $1', [failing.id]);
    await sentLongAgo(failing);
    await sentLongAgo(done);
    expect((await Promise.all([reapOnce(db.pool, queues), reapOnce(db.pool, queues)])).flat()).toEqual([]);
    expect(await troubleOf(failing.id)).toMatchObject({
      failures: 1,
      dead: false,
      pause: expect.any(Number) as number,
    });
    expect(await rowOf(failing.id)).toMatchObject({ sent: true, dispatches: 0 });
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

  it('ends a known job with a payload that does not fit at once, without calling the handler', async () => {
    let calls = 0;
    consume(async () => {
      calls += 1;
      return DONE;
    });
    const job = await owe({ taskId: newId() });
    await (
      await queues.of('judge')
    ).add('judge.wake', { outboxId: job.id, payload: { taskId: 'secret' } }, { jobId: bullJobId(job), attempts: 3 });
    await waitFor('dead', async () => (await troubleOf(job.id)).dead);
    expect((await troubleOf(job.id)).reason).toBe('payload does not fit: taskId invalid_format');
    expect(calls).toBe(0);
  });

  it('lets a job that fails wait longer each time, and ends it with its reason when those concerned know', async () => {
    const runs: number[] = [];
    const told: string[] = [];
    const job = await owe();
    consume(
      () => {
        runs.push(performance.now());
        return Promise.reject(new Error(`broken, says "${job.id}" to\nwhoever reads`));
      },
      {
        patience: { ...PATIENCE, firstSeconds: 0.1, attempts: () => 4 },
        whenDead: async ({ taskId }) => {
          expect(await troubleOf(job.id)).toMatchObject({ dead: false, failures: 4 });
          told.push(taskId);
        },
      },
    );
    await dispatcher.send(job);
    await waitFor('dead', async () => {
      await relayOnce(db.pool, dispatcher);
      return (await troubleOf(job.id)).dead;
    });
    expect(await troubleOf(job.id)).toMatchObject({ failures: 4, reason: 'failed 4 times: Error: broken, says … to' });
    expect(await rowOf(job.id)).toEqual({ sent: true, done: false, dispatches: 3 });
    expect(told).toEqual([(job.payload as { taskId: string }).taskId]);
    const gaps = runs.slice(1).map((at, index) => at - (runs[index] ?? 0));
    // Doubled each time, give or take a quarter: no gap is shorter than three quarters of its own.
    for (const [index, gap] of gaps.entries()) expect(gap).toBeGreaterThan(75 * 2 ** index - 5);
    // Nobody touches it any more.
    await db.pool.query(
      `UPDATE outbox SET created_at = now() - interval '1 hour', sent_at = now() - interval '1 hour'`,
    );
    await reapOnce(db.pool, queues);
    expect(await relayOnce(db.pool, dispatcher)).toBe(0);
    expect(runs).toHaveLength(4);
  });

  it('is dead also when its end could not be told, and says so', async () => {
    const job = await owe();
    consume(() => Promise.reject(new Error('broken')), {
      patience: { ...PATIENCE, attempts: () => 1 },
      whenDead: () => Promise.reject(new TypeError('nobody home')),
    });
    await dispatcher.send(job);
    await waitFor('dead', async () => (await troubleOf(job.id)).dead);
    expect((await troubleOf(job.id)).reason).toMatch(
      /^failed 1 times: .*; nor could its end be told: TypeError: nobody home$/,
    );
  });

  it('does not try a failed job twice for BullMQ and the outbox, whatever options an older version added it with', async () => {
    let runs = 0;
    const job = await owe();
    consume(() => {
      runs += 1;
      return Promise.reject(new Error('broken'));
    });
    await (
      await queues.of('judge')
    ).add(
      'judge.wake',
      { outboxId: job.id, payload: job.payload },
      { jobId: bullJobId(job), attempts: 3, backoff: { type: 'fixed', delay: 10 } },
    );
    await waitFor('noted', async () => (await troubleOf(job.id)).failures === 1);
    await waitFor('failed', async () => (await (await queues.of('judge')).getJobState(bullJobId(job))) === 'failed');
    expect(runs).toBe(1);
  });

  it('puts off a job of a name it does not know', async () => {
    consume(async () => DONE);
    await (
      await queues.of('judge')
    ).add('job.of.tomorrow', { outboxId: newId(), payload: {} }, { jobId: 'unknown-name' });
    await waitFor('delayed', async () => (await (await queues.of('judge')).getJobState('unknown-name')) === 'delayed');
  });

  it('ends it when nobody has learned the name in a day', async () => {
    consume(async () => DONE, { patience: { ...PATIENCE, unknownSeconds: 0 } });
    const job = await owe();
    await (
      await queues.of('judge')
    ).add(
      'job.of.tomorrow',
      { outboxId: job.id, payload: {} },
      { jobId: bullJobId(job), timestamp: Date.now() - 1_000 },
    );
    await waitFor('dead', async () => (await troubleOf(job.id)).dead);
    expect((await troubleOf(job.id)).reason).toBe('no version here knows a job of this name');
  });

  it('counts silent workers apart from failures, and ends a job that has cost too many', async () => {
    let runs = 0;
    consume(
      async () => {
        runs += 1;
        return DONE;
      },
      { patience: { ...PATIENCE, crashes: 3 } },
    );
    const [fatal, unlucky] = [await owe(), await owe()];
    const stalled = async (job: OutboxJob, times: number) => {
      const queue = await queues.of('judge');
      const added = await queue.add(
        'judge.wake',
        { outboxId: job.id, payload: job.payload },
        { jobId: bullJobId(job), delay: 60_000 },
      );
      await producer.hset(queue.toKey(bullJobId(job)), 'stc', times);
      await added.promote();
    };
    await stalled(fatal, 3);
    await stalled(unlucky, 2);
    await waitFor('dead', async () => (await troubleOf(fatal.id)).dead);
    await waitFor('done', async () => (await rowOf(unlucky.id)).done);
    expect(await troubleOf(fatal.id)).toMatchObject({
      failures: 0,
      crashes: 3,
      reason: 'its worker went silent 3 times in the middle of it',
    });
    expect(await troubleOf(unlucky.id)).toMatchObject({ failures: 0, crashes: 2, dead: false });
    expect(runs).toBe(1);
  });
});

describe('the janitor', () => {
  it('removes only what is past its time', async () => {
    const old = await owe();
    const fresh = await owe();
    const open = await owe(undefined, 30 * 86_400);
    await db.pool.query(`UPDATE outbox SET done_at = now() - interval '3 days' WHERE id = $1`, [old.id]);
    await db.pool.query('UPDATE outbox SET done_at = now() WHERE id = $1', [fresh.id]);
    const [givenUp, dead] = [await owe(), await owe()];
    await db.pool.query(
      `UPDATE outbox SET dead_at = now() - interval '20 days', reason = 'r', sent_at = now(), done_at = CASE id WHEN $1 THEN now() - interval '19 days' END
        WHERE id = ANY ($2)`,
      [givenUp.id, [givenUp.id, dead.id]],
    );
    await tidyOnce(db.pool, new Apart({ loop: 'janitor', log: quietLog }));
    const { rows } = await db.pool.query<{ id: string }>('SELECT id FROM outbox');
    expect(new Set(rows.map((row) => row.id))).toEqual(new Set([fresh.id, open.id, givenUp.id, dead.id]));
  });
});
