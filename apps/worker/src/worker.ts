import { hostname } from 'node:os';
import { queueNames } from '@docket/contracts/jobs/registry';
import { checkDatabase } from '@docket/db/check-database';
import { closeDb, createDb } from '@docket/db/client';
import { createPool, pingPool } from '@docket/db/pool';
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
import { closeServer, PING_MS, startHealthServer } from '@docket/runtime/health';
import { newId } from '@docket/runtime/id';
import type { Lifecycle } from '@docket/runtime/lifecycle';
import type { Logger } from '@docket/runtime/logger';
import { StartError } from '@docket/runtime/start-error';
import { createMetrics } from '@docket/runtime/metrics';
import { checkRedis, createRedis, pingRedis } from '@docket/runtime/redis';
import { requireHandlers, requireAreaPerQueue } from './areas.ts';
import { joinFleet } from './fleet.ts';
import type { Area, Hole, Platform } from './platform.ts';
import { startQueueSamples } from './queue-samples.ts';
import type { WorkerSettings } from './settings.ts';

/**
 * Starts a worker: relay, reaper, janitor, its areas and the queue consumer. Stops through `lifecycle`, last started first.
 * @throws Error when a job of the registry has no handler: it would wait for ever
 */
export async function startWorker(
  config: WorkerSettings,
  log: Logger,
  lifecycle: Lifecycle,
  hole: Hole = {},
): Promise<void> {
  requireAreaPerQueue();
  const [trouble] = await Promise.all([checkRedis(config.REDIS_URL), checkDatabase(config.DATABASE_URL)]);
  if (trouble?.kind === 'wrong') throw new StartError(trouble.why);
  if (trouble !== undefined) log.warn(`${trouble.why} Jobs are taken up when it is there.`);
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

  lifecycle.onStop('queue samples', startQueueSamples(ctxFor('queue-samples'), workerId).stop);

  const platform: Platform = { config, log, lifecycle, metrics, workerId, pool, db, publisher, ctxFor };
  const areas: Area[] = [];
  for (const [name, definition] of config.areas) {
    const area = await definition.start(platform, hole);
    requireHandlers(name, definition, area.serve);
    areas.push(area);
  }
  const fleet = await joinFleet({
    pool,
    workerId,
    queues: [...config.areas.values()].flatMap((area) => area.queues),
    judge: areas.find((area) => area.report !== undefined)?.report,
    log,
  });
  lifecycle.onStop('fleet', () => fleet.leave());

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
  for (const area of areas) await area.started?.(consumer, fleet);
  const served = queueNames.filter((name) => serve[name] !== undefined);
  lifecycle.onStop('queue report', startQueueReport(pool, log, { workerId, queues: served }).stop);

  const server = await startHealthServer({
    host: config.HOST,
    port: config.WORKER_PORT,
    installation: config.INSTALLATION_ID,
    stopping: () => lifecycle.stopping,
    metrics,
    checks: [
      { name: 'postgres', check: () => pingPool(pool, config.DATABASE_URL, PING_MS) },
      { name: 'redis', check: async () => void (await Promise.all([producer, blocking].map(pingRedis))) },
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
    { workerId, areas: [...config.areas.keys()], ...Object.assign({}, ...areas.map((area) => area.describe)) },
    'worker ready',
  );
}
