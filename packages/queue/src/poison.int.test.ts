import { expect, it } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMetrics } from '@docket/runtime/metrics';
import { createRedis } from '@docket/runtime/redis';
import { newId } from '@docket/runtime/id';
import { quietLog } from '@docket/testing/builders';
import { waitFor } from '@docket/testing/wait';
import { DONE, startConsumer } from './consumer.ts';
import { db, dispatcher, owe, oweEvent, prefix, producer, server, setUpQueues, troubleOf } from './fixtures.ts';
import { PATIENCE, type Patience } from './patience.ts';
import { startPeriodic } from './periodic.ts';
import { channelKeys } from './publish/keys.ts';
import { relayOnce, relayTurn } from './relay.ts';

const JOBS = 8_000;
const EVENTS = 2_000;
const CHANNELS = 50;
const WAVES = 100;
const WAVE_MS = 50;
/** Jobs that always fail, and take their time to do so. */
const POISON = 20;
const POISON_MS = 20;
const ATTEMPTS = 4;

const BEARING: Patience = { ...PATIENCE, attempts: () => ATTEMPTS };
/** As it was before there was an end: tried again at once, for ever. */
const UNBOUNDED: Patience = { ...PATIENCE, firstSeconds: 0, attempts: () => Infinity };

setUpQueues();

type Load = {
  /** Of good jobs, by task: how often it was done. */
  readonly done: Map<string, number>;
  /** Times of the runs of each poison job, ms. */
  readonly tried: Map<string, number[]>;
  /** Until all good ones were through, ms; a figure for whoever reads, nothing here depends on it. */
  ms: number;
  /** Runs of poison by then. */
  poisonRuns: number;
};

const total = (tried: Load['tried']) => [...tried.values()].reduce((sum, runs) => sum + runs.length, 0);

/** All good ones, a hundredth at a time. Too old for the fast path, so that all take the relay's way. */
async function oweGood(): Promise<void> {
  for (let wave = 0; wave < WAVES; wave += 1) {
    await db.pool.query(
      `INSERT INTO outbox (id, topic, name, channel, payload, created_at)
       SELECT id, CASE WHEN n <= $1 THEN 'job' ELSE 'event' END, CASE WHEN n <= $1 THEN 'judge.wake' ELSE 'queue.moved' END,
              CASE WHEN n > $1 THEN 'user:' || n % $3 END,
              CASE WHEN n <= $1 THEN jsonb_build_object('taskId', new_id())
                   ELSE jsonb_build_object('v', 1, 'id', id, 'type', 'queue.moved', 'at', iso(now()), 'data', jsonb_build_object('userId', id, 'tasks', '[]'::jsonb)) END,
              now() - interval '5 seconds'
         FROM (SELECT new_id() AS id, n FROM generate_series(1, $1::int + $2::int) n OFFSET 0) g`,
      [JOBS / WAVES, EVENTS / WAVES, CHANNELS],
    );
    await sleep(WAVE_MS);
  }
}

/** Of the good ones, which are younger than poison. */
const goodLeft = async (): Promise<number> => {
  const { rows } = await db.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM outbox WHERE created_at > now() - interval '10 minutes'
        AND CASE topic WHEN 'job' THEN done_at IS NULL ELSE sent_at IS NULL END`,
  );
  return rows[0]?.n ?? -1;
};

/** Good ones through relay, Redis and consumer, beside what `poison` owes. @returns once all good ones are through; the load goes on until `stop` */
async function runLoad(patience: Patience, poisonTasks: ReadonlySet<string>) {
  const load: Load = { done: new Map(), tried: new Map(), ms: 0, poisonRuns: 0 };
  const blocking = createRedis(server.url, 'consumer', quietLog);
  const consumer = startConsumer({
    serve: {
      judge: {
        handlers: {
          'judge.wake': async ({ taskId }) => {
            if (!poisonTasks.has(taskId)) {
              load.done.set(taskId, (load.done.get(taskId) ?? 0) + 1);
              return DONE;
            }
            load.tried.set(taskId, [...(load.tried.get(taskId) ?? []), performance.now()]);
            await sleep(POISON_MS);
            throw new Error('poison');
          },
        },
        whenDead: { 'judge.wake': null },
        concurrency: 8,
      },
    },
    patience,
    redis: blocking,
    prefix,
    pool: db.pool,
    log: quietLog,
    metrics: createMetrics('test'),
    lockSeconds: 30,
  });
  const turn = relayTurn();
  const relay = startPeriodic('relay', 20, quietLog, async () => {
    await relayOnce(db.pool, dispatcher, turn, { patience });
    return turn.more;
  });
  const started = performance.now();
  await oweGood();
  await waitFor('all good ones are through', async () => (await goodLeft()) === 0, {
    timeoutMs: 120_000,
    everyMs: 100,
  });
  load.ms = performance.now() - started;
  load.poisonRuns = total(load.tried);
  return {
    load,
    stop: async () => {
      await relay.stop();
      await consumer.close();
      blocking.disconnect();
    },
  };
}

/** Poison as old as time: the relay looks at it first. */
async function owePoison() {
  const tasks = Array.from({ length: POISON }, () => newId());
  const jobs = [];
  for (const taskId of tasks) jobs.push(await owe({ taskId }, 3_600));
  const misfit = await owe({ taskId: 'not a uuid' }, 3_600);
  const row = await oweEvent('user:1', 3_600);
  await db.pool.query(`UPDATE outbox SET payload = '{"nothing":"of the kind"}' WHERE id = $1`, [row.id]);
  return { tasks: new Set(tasks), jobs, misfit, row };
}

async function publishedEvents(): Promise<number> {
  let n = 0;
  for (let channel = 0; channel < CHANNELS; channel += 1)
    n += await producer.xlen(channelKeys(prefix, `user:${channel}`).stream);
  return n;
}

it(
  'ten thousand good messages pass poison by, which is tried less and less often and ends with its reason',
  { timeout: 300_000 },
  async () => {
    const alone = await runLoad(BEARING, new Set());
    await alone.stop();
    expect([alone.load.done.size, await publishedEvents()]).toEqual([JOBS, EVENTS]);

    await db.pool.query('TRUNCATE outbox');
    await producer.flushall();
    const poison = await owePoison();
    const { load, stop } = await runLoad(BEARING, poison.tasks);
    // Nothing is lost, nothing done twice.
    expect([load.done.size, Math.max(...load.done.values()), await publishedEvents()]).toEqual([JOBS, 1, EVENTS]);
    expect(load.poisonRuns).toBeLessThanOrEqual(POISON * ATTEMPTS);

    await waitFor(
      'all poison is dead',
      async () => {
        const states = await Promise.all([...poison.jobs, poison.misfit, poison.row].map(({ id }) => troubleOf(id)));
        return states.every(({ dead }) => dead);
      },
      { timeoutMs: 60_000 },
    );
    await stop();
    for (const { id } of poison.jobs)
      expect(await troubleOf(id)).toMatchObject({
        failures: ATTEMPTS,
        reason: `failed ${ATTEMPTS} times: Error: poison`,
      });
    expect((await troubleOf(poison.misfit.id)).reason).toMatch(/^payload does not fit/);
    expect((await troubleOf(poison.row.id)).reason).toMatch(/^payload does not fit/);
    expect(total(load.tried)).toBe(POISON * ATTEMPTS);
    for (const runs of load.tried.values()) {
      const gaps = runs.slice(1).map((at, index) => at - (runs[index] ?? 0));
      for (const [index, gap] of gaps.entries()) expect(gap).toBeGreaterThan(750 * 2 ** index);
    }
    console.log(
      `10,000 good messages: ${Math.round(alone.load.ms)} ms alone, ${Math.round(load.ms)} ms beside ${POISON} poison jobs that ran ${load.poisonRuns} times meanwhile`,
    );
  },
);

it(
  'control: without back-off and end the same poison is run hundreds of times meanwhile',
  { timeout: 300_000 },
  async () => {
    const poison = await owePoison();
    const { load, stop } = await runLoad(UNBOUNDED, poison.tasks);
    // More than in the whole life of poison that has an end.
    expect(load.poisonRuns).toBeGreaterThan(POISON * ATTEMPTS);
    await waitFor('hundreds of runs', () => total(load.tried) > 300, { timeoutMs: 60_000 });
    await stop();
    for (const { id } of poison.jobs) expect((await troubleOf(id)).dead).toBe(false);
    console.log(
      `10,000 good messages: ${Math.round(load.ms)} ms beside poison without back-off, which ran ${load.poisonRuns} times meanwhile`,
    );
  },
);
