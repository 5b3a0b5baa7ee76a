import { availableParallelism, hostname } from 'node:os';
import path from 'node:path';
import { closeDb, createDb } from '@docket/db/client';
import { createPool } from '@docket/db/pool';
import type { Ctx } from '@docket/domain/ctx';
import { startConsumer } from '@docket/queue/consumer';
import { createDispatcher } from '@docket/queue/dispatcher';
import { startJanitor } from '@docket/queue/janitor';
import { createPublisher } from '@docket/queue/publish/publisher';
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
import { createSandbox, type SandboxOptions } from '@docket/sandbox/create-sandbox';
import { CanaryWatch } from './canary.ts';
import { joinFleet } from './fleet.ts';
import { claimNext, type ClaimedTask } from '@docket/domain/judge/queue/claim-next';
import { createTaskJudge, createWakeHandler } from './handlers/judge.ts';
import { BlobCache } from './judge/blob-cache.ts';
import { CompileCache, toolchainKeys } from './judge/compile-cache.ts';
import { CompileStore } from './judge/compile-store.ts';
import { Desk } from './judge/desk.ts';
import { LeaseKeeper } from './judge/lease-keeper.ts';
import { Slots } from './judge/slots.ts';
import { LoadMeter } from './load-meter.ts';
import { startQueuePlaces } from './queue-places.ts';

const BLOB_MEMORY_BYTES = 64 * 1024 * 1024;
const COMPILE_MEMORY_BYTES = 64 * 1024 * 1024;
const COMPILE_DISK_BYTES = 1024 * 1024 * 1024;
/** How often a free slot looks for work that no wake-up told of. */
const LOOK_MS = 500;

/** Starts a worker: sandbox, queue consumer, relay, reaper, janitor. Stops through `lifecycle`, last started first. */
export async function startWorker(
  config: Config,
  log: Logger,
  lifecycle: Lifecycle,
  /** Of tests: a sandbox with a hole in it. */
  hole: Pick<SandboxOptions, 'loosen'> = {},
): Promise<void> {
  const metrics = createMetrics('worker');
  const workerId = `${hostname()}-${process.pid}-${newId().slice(-8)}`;
  const slots = new Slots(config.WORKER_SLOTS === 0 ? availableParallelism() : config.WORKER_SLOTS);

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

  const sandbox = await createSandbox({
    backend: config.SANDBOX,
    slots: slots.count,
    dataDir: path.resolve(config.DOCKET_DATA_DIR),
    log,
    docker: {
      socketPath: config.DOCKER_SOCKET,
      ...(config.LANGUAGES_IMAGE === undefined ? {} : { languages: config.LANGUAGES_IMAGE }),
    },
    ...hole,
  });
  lifecycle.onStop('sandbox', () => sandbox.close());

  const load = new LoadMeter();
  const languages = await sandbox.languages();
  const made: { compiles?: CompileCache } = {};
  const canary = new CanaryWatch({ sandbox, slots, log, metrics });
  await canary.first();
  const fleet = await joinFleet({
    pool,
    workerId,
    slots,
    sandbox,
    canary,
    load,
    compileCache: () => made.compiles?.figures,
    log,
  });
  lifecycle.onStop('fleet', () => fleet.leave());

  const leases = new LeaseKeeper(ctxFor(workerId), config.LEASE_SECONDS);
  lifecycle.onStop('leases', () => leases.stop());
  for (const loop of [startRelay(pool, dispatcher, log), startReaper(pool, queues, log), startJanitor(pool, log)])
    lifecycle.onStop('periodic task', loop.stop);

  const blobs = new BlobCache({
    pool,
    folder: path.resolve(config.DOCKET_DATA_DIR, 'cache', 'blobs'),
    memoryLimitBytes: BLOB_MEMORY_BYTES,
  });
  const cache = new CompileCache({
    sandbox,
    toolchains: await toolchainKeys(sandbox, languages),
    store: new CompileStore({
      folder: path.resolve(config.DOCKET_DATA_DIR, 'cache', 'compiles'),
      limitBytes: COMPILE_DISK_BYTES,
    }),
    memoryLimitBytes: COMPILE_MEMORY_BYTES,
    log,
  });
  made.compiles = cache;
  lifecycle.onStop('compile cache', () => cache.drain());
  const ctx = ctxFor(workerId);
  lifecycle.onStop('queue places', startQueuePlaces({ ctx, publisher, workerId }).stop);
  const claim = {
    workerId,
    // What this worker cannot judge is left to those that can.
    languages: languages.map((language) => language.id),
    leaseSeconds: config.LEASE_SECONDS,
  };
  const desk = new Desk<ClaimedTask>({
    slots,
    lookMs: LOOK_MS,
    log,
    claim: async () => {
      if (canary.outOfRotation !== null) return undefined;
      const next = await claimNext(ctx, claim);
      return next.outcome === 'claimed' ? next.task : undefined;
    },
    judge: createTaskJudge({
      sandbox,
      blobs,
      ctxFor,
      publisher,
      leases,
      load,
      leaseSeconds: config.LEASE_SECONDS,
      compiles: cache,
    }),
  });
  const consumer = startConsumer({
    handlers: { 'judge.wake': createWakeHandler(desk) },
    concurrency: { judge: slots.count },
    redis: blocking,
    prefix: config.REDIS_PREFIX,
    pool,
    log,
    metrics,
    lockSeconds: config.LEASE_SECONDS,
  });

  await canary.guard(consumer, () => fleet.tell());
  lifecycle.onStop('canaries', () => canary.stop());

  const server = await startHealthServer({
    host: config.HOST,
    port: config.WORKER_PORT,
    stopping: () => lifecycle.stopping,
    metrics,
    checks: [
      { name: 'postgres', check: async () => void (await pool.query('SELECT 1')) },
      { name: 'redis', check: async () => void (await producer.ping()) },
      { name: 'canary', check: () => canary.check() },
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
    // What ends in half of the grace time is finished, the rest is handed back.
    const patience = setTimeout(() => leases.handBack(), (config.SHUTDOWN_SECONDS * 1_000) / 2);
    desk.stop();
    await Promise.all([consumer.close(), desk.idle()]);
    clearTimeout(patience);
  });
  log.info({ workerId, slots: slots.count, backend: sandbox.backend }, 'worker ready');
}
