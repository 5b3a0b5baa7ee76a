import { availableParallelism } from 'node:os';
import path from 'node:path';
import { exclusively } from '@docket/db/exclusive';
import type { ClaimedTask } from '@docket/domain/judge/tasks';
import type { JudgingSettings } from '@docket/runtime/settings/judge';
import { machineId } from '@docket/sandbox/cores';
import { createSandbox } from '@docket/sandbox/create-sandbox';
import { Calibration } from '../calibration.ts';
import { CanaryWatch } from '../canary.ts';
import { CoreSeating } from '../core-seats.ts';
import { createTaskJudge, createWakeHandler } from '../handlers/judge.ts';
import { BlobCache } from '../judge/blob-cache.ts';
import { CompileCache, toolchainKeys } from '../judge/compile-cache.ts';
import { CompileStore } from '../judge/compile-store.ts';
import { Desk } from '../judge/desk.ts';
import { LeaseKeeper } from '../judge/lease-keeper.ts';
import { nextTask } from '../judge/next-task.ts';
import { Slots } from '../judge/slots.ts';
import { LoadMeter } from '../load-meter.ts';
import type { Area, Hole, Platform } from '../platform.ts';
import { startQueuePlaces } from '../queue-places.ts';

const BLOB_MEMORY_BYTES = 64 * 1024 * 1024;
const COMPILE_MEMORY_BYTES = 64 * 1024 * 1024;
const COMPILE_DISK_BYTES = 1024 * 1024 * 1024;
/** How often a free slot looks for work that no wake-up told of. */
const LOOK_MS = 500;

/** Judging: sandbox, canaries, caches, and a desk whose slots claim tasks. */
export async function startJudging(platform: Platform, settings: JudgingSettings, hole: Hole): Promise<Area> {
  const { config, log, lifecycle, metrics, workerId, pool, db, publisher, ctxFor } = platform;
  const made: { calibration?: Calibration } = {};
  const slots = new Slots(settings.WORKER_SLOTS === 0 ? availableParallelism() : settings.WORKER_SLOTS);
  const machine = hole.machine ?? (await machineId());
  const seating = new CoreSeating({ ctx: { db }, workerId, machine, slots: slots.count, log });
  lifecycle.onStop('cores', () => seating.stop());
  const sandbox = await createSandbox({
    backend: settings.SANDBOX,
    slots: slots.count,
    chooseCores: seating.choose,
    dataDir: path.resolve(config.DOCKET_DATA_DIR),
    log,
    docker: {
      socketPath: settings.DOCKER_SOCKET,
      exclusively: (name, work) => exclusively(pool, `${machine}: ${name}`, work),
      ...(settings.LANGUAGES_IMAGE === undefined ? {} : { languages: settings.LANGUAGES_IMAGE }),
    },
    precompile: settings.PRECOMPILED_HEADERS === 'auto',
    timeFactor: () => made.calibration?.timeFactor ?? 1,
    ...hole,
  });
  lifecycle.onStop('sandbox', () => sandbox.close());

  const load = new LoadMeter();
  // Waits until the core set is measured.
  await sandbox.languages();
  const canary = new CanaryWatch({ sandbox, slots, log, metrics });
  await canary.first();
  const calibration = new Calibration({
    setting: settings.CALIBRATION,
    machine,
    ctx: { db },
    sandbox,
    slots,
    log,
    metrics,
  });
  await calibration.first();
  made.calibration = calibration;

  const leases = new LeaseKeeper(ctxFor(workerId), config.LEASE_SECONDS);
  lifecycle.onStop('leases', () => leases.stop());

  const blobs = new BlobCache({
    pool,
    folder: path.resolve(config.DOCKET_DATA_DIR, 'cache', 'blobs'),
    memoryLimitBytes: BLOB_MEMORY_BYTES,
  });
  const cache = new CompileCache({
    sandbox,
    toolchains: await toolchainKeys(sandbox),
    store: new CompileStore({
      folder: path.resolve(config.DOCKET_DATA_DIR, 'cache', 'compiles'),
      limitBytes: COMPILE_DISK_BYTES,
    }),
    memoryLimitBytes: COMPILE_MEMORY_BYTES,
    log,
  });
  lifecycle.onStop('compile cache', () => cache.drain());
  const ctx = ctxFor(workerId);
  lifecycle.onStop('queue places', startQueuePlaces({ ctx, publisher, workerId }).stop);
  const desk = new Desk<ClaimedTask>({
    slots,
    lookMs: LOOK_MS,
    log,
    claim: async () => {
      if (canary.outOfRotation !== null) return undefined;
      return await nextTask(ctx, { sandbox, workerId, leaseSeconds: config.LEASE_SECONDS });
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
      onSandboxFailed: (why) => canary.suspect(why),
      calibration,
      spare: slots,
    }),
  });

  return {
    serve: {
      judge: {
        handlers: { 'judge.wake': createWakeHandler(desk) },
        // It only wakes: the desks of all workers look for tasks themselves.
        whenDead: { 'judge.wake': null },
        concurrency: slots.count,
      },
    },
    checks: [{ name: 'canary', check: () => canary.check() }],
    async report() {
      const { state, at, failing } = canary.state;
      const described = sandbox.describe();
      return {
        slots: slots.count,
        busy: slots.busy,
        averageMs: load.averageMs,
        sandbox: { ...described, boxes: [...described.boxes], canary: { state, at, failing: [...failing] } },
        languages: await sandbox.languages(),
        report: {
          outOfRotation: canary.outOfRotation,
          compileCache: cache.figures,
          calibration: calibration.report,
          cores: seating.report,
        },
      };
    },
    async started(consumer, fleet) {
      const rotation = { pause: () => consumer.pause('judge'), resume: () => consumer.resume('judge') };
      await canary.guard(rotation, () => fleet.tell());
      lifecycle.onStop('canaries', () => canary.stop());
      calibration.start();
      lifecycle.onStop('calibration', () => calibration.stop());
    },
    async stop() {
      // What ends in half of the grace time is finished, the rest is handed back.
      const patience = setTimeout(() => leases.handBack(), (config.SHUTDOWN_SECONDS * 1_000) / 2);
      desk.stop();
      await desk.idle();
      clearTimeout(patience);
    },
    describe: { slots: slots.count, backend: sandbox.backend },
  };
}
