import { hostname } from 'node:os';
import { queueNames } from '@docket/contracts/jobs/registry';
import { closeDb, createDb } from '@docket/db/client';
import { createPool } from '@docket/db/pool';
import type { Ctx } from '@docket/domain/spine/ctx';
import { startConsumer, type ConsumerOptions } from '@docket/queue/consumer';
import { createDispatcher } from '@docket/queue/dispatcher';
import { startJanitor } from '@docket/queue/janitor';
import { createPublisher } from '@docket/queue/publish/publisher';
import { startQueueReport } from '@docket/queue/queue-workers';
import { createQueues } from '@docket/queue/queues';
import { startReaper } from '@docket/queue/reaper';
import { startRelay } from '@docket/queue/relay';
import { systemClock } from '@docket/runtime/clock';
import type { Config } from '@docket/runtime/config';
import { closeServer, startHealthServer } from '@docket/runtime/health';
import { newId } from '@docket/runtime/id';
import type { Lifecycle } from '@docket/runtime/lifecycle';
import type { Logger } from '@docket/runtime/logger';
import { createMetrics } from '@docket/runtime/metrics';
import { createRedis } from '@docket/runtime/redis';
import type { SandboxOptions } from '@docket/sandbox/create-sandbox';
import type { Area, Platform } from './platform.ts';

type AreaName = Config['WORKER_AREAS'][number];
type Hole = Pick<SandboxOptions, 'loosen' | 'slower'>;

/** An area's code is loaded where it is worked on: a worker for bookings carries no sandbox. */
const AREAS: Readonly<Record<AreaName, (platform: Platform, hole: Hole) => Promise<Area>>> = {
  judge: async (platform, hole) => (await import('./areas/judge.ts')).startJudging(platform, hole),
  booking: async (platform) => (await import('./areas/booking.ts')).startBooking(platform),
};

/** Starts a worker: relay, reaper, janitor, its areas and the queue consumer. Stops through `lifecycle`, last started first. */
export async function startWorker(
  config: Config,
  log: Logger,
  lifecycle: Lifecycle,
  /** Of tests: a sandbox with a hole in it, or on a slow host. */
  hole: Hole = {},
): Promise<void> {
  const metrics = createMetrics('worker');
  const workerId = `${hostname()}-${process.pid}-${newId().slice(-8)}`;

  const pool = createPool(config, log);
  const db = createDb(pool);
  lifecycle.onStop('database', () => closeDb(db));
  const producer = createRedis(config.REDIS_URL, 'producer', log);
  const blocking = createRedis(config.REDIS_URL, 'consumer', log);
  lifecycle.onStop('redis', () => {
    producer.disconnect();
    blocking.disconnect();
  });

  const queues = createQueues(producer, config.REDIS_PREFIX, log);
  lifecycle.onStop('queues', () => queues.close());
  const publisher = createPublisher({ redis: producer, prefix: config.REDIS_PREFIX });
  const dispatcher = createDispatcher({ queues, publisher, pool, log });
  lifecycle.onStop('dispatcher', () => dispatcher.drain());

  const ctxFor = (jobId: string): Ctx => ({
    actor: { kind: 'system', name: 'worker' },
    requestId: jobId,
    db,
    clock: systemClock,
    log: log.child({ jobId }),
    dispatch: dispatcher.dispatch,
  });
  for (const loop of [startRelay(pool, dispatcher, log), startReaper(pool, queues, log), startJanitor(pool, log)])
    lifecycle.onStop('periodic task', loop.stop);

  const platform: Platform = { config, log, lifecycle, metrics, workerId, pool, db, publisher, ctxFor };
  const areas: Area[] = [];
  for (const name of new Set(config.WORKER_AREAS)) areas.push(await AREAS[name](platform, hole));

  const serve: ConsumerOptions['serve'] = Object.assign({}, ...areas.map((area) => area.serve));
  const consumer = startConsumer({
    serve,
    redis: blocking,
    prefix: config.REDIS_PREFIX,
    pool,
    log,
    metrics,
    lockSeconds: config.LEASE_SECONDS,
  });
  for (const area of areas) await area.started?.(consumer);
  const served = queueNames.filter((name) => serve[name] !== undefined);
  lifecycle.onStop('queue report', startQueueReport(pool, log, { workerId, queues: served }).stop);

  const server = await startHealthServer({
    host: config.HOST,
    port: config.WORKER_PORT,
    installation: config.INSTALLATION_ID,
    stopping: () => lifecycle.stopping,
    metrics,
    checks: [
      { name: 'postgres', check: async () => void (await pool.query('SELECT 1')) },
      { name: 'redis', check: async () => void (await producer.ping()) },
      ...areas.flatMap((area) => area.checks),
      {
        name: 'consumer',
        check: () => {
          if (!consumer.isRunning()) throw new Error('the queue consumer is not running');
        },
      },
    ],
  });
  lifecycle.onStop('health', () => closeServer(server));
  lifecycle.onStop('consumer', async () => {
    await Promise.all([consumer.close(), ...areas.map((area) => area.stop?.())]);
  });
  log.info(
    { workerId, areas: config.WORKER_AREAS, ...Object.assign({}, ...areas.map((area) => area.describe)) },
    'worker ready',
  );
}
