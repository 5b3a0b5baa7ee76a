import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Redis } from 'ioredis';
import type { SubmissionDetail } from '@docket/contracts/http/submissions';
import { isFinal } from '@docket/contracts/judge/verdict';
import type { Db } from '@docket/db/client';
import type { Ctx } from '@docket/domain/ctx';
import { cancelSubmission } from '@docket/domain/judge/submission/cancel';
import { getSubmission } from '@docket/domain/judge/submission/get';
import { submitSubmission } from '@docket/domain/judge/submission/submit';
import { createDispatcher, type Dispatcher } from '@docket/queue/dispatcher';
import { createPublisher } from '@docket/queue/publish/publisher';
import { closeQueues, createQueues, type Queues } from '@docket/queue/queues';
import { freePort } from '@docket/runtime/embedded/ports';
import { createRedis, redisReady } from '@docket/runtime/redis';
import { closeDb, makeUser, openDb, quietLog, testCtx, type TestUser } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import { startTestRedis, type TestRedis } from '@docket/testing/redis';
import { spawnService, type SpawnedService } from '@docket/testing/service';
import { waitFor } from '@docket/testing/wait';

/** Database, Redis and data directory of their own, workers as processes, and a user who submits as the API would. */
export type Installation = {
  readonly db: Db;
  readonly server: TestRedis;
  readonly redis: Redis;
  readonly queues: Queues;
  readonly user: TestUser;
  startWorker(env?: Record<string, string>): Promise<SpawnedService>;
  submit(submission: { problemId: string; language: string; code: string }): Promise<string>;
  cancel(submissionId: string): Promise<void>;
  killWorkers(): Promise<void>;
  read(submissionId: string): Promise<SubmissionDetail>;
  verdict(submissionId: string, timeoutMs?: number): Promise<SubmissionDetail>;
  /** Verdict events written for a submission: one, or the promise is broken. */
  verdictEvents(submissionId: string): Promise<number>;
  dispose(): Promise<void>;
};

export async function createInstallation(): Promise<Installation> {
  const [database, server, dataDir] = await Promise.all([createTestDatabase(), startTestRedis(), mkdtemp(path.join(tmpdir(), 'docket-worker-'))]);
  const db = openDb(database.url);
  const redis = createRedis(server.url, 'producer', quietLog);
  await redisReady(redis);
  const queues = createQueues(redis, 'docket', quietLog);
  const dispatcher: Dispatcher = createDispatcher({ queues, publisher: createPublisher({ redis, prefix: 'docket' }), pool: db.pool, log: quietLog });
  const user = await makeUser(db);
  const ctx: Ctx = { ...testCtx(db, user), dispatch: dispatcher.dispatch };
  const workers: SpawnedService[] = [];

  async function killWorkers(): Promise<void> {
    await Promise.all(workers.splice(0).map((worker) => worker.kill()));
  }

  const read = (id: string): Promise<SubmissionDetail> => getSubmission(ctx, { id });
  return {
    db, server, redis, queues, user, read,
    async startWorker(env = {}) {
      const port = await freePort();
      const worker = await spawnService('apps/worker/src/main.ts', {
        port, timeoutMs: 60_000,
        env: {
          DATABASE_URL: database.url, REDIS_URL: server.url, DOCKET_DATA_DIR: dataDir, WORKER_PORT: String(port), LEASE_SECONDS: '2',
          REALTIME_JWT_SECRET: 'x'.repeat(32), LOG_LEVEL: 'info', ...env,
        },
      });
      workers.push(worker);
      return worker;
    },
    async submit(submission) {
      const accepted = await submitSubmission(ctx, { ...submission, idempotencyKey: null, depthLimit: 10_000, userDepthLimit: 10_000 });
      return accepted.submissionId;
    },
    verdict: (submissionId, timeoutMs = 30_000) =>
      waitFor('a verdict', async () => {
        const submission = await read(submissionId);
        return isFinal(submission.status) && submission;
      }, { timeoutMs }),
    async verdictEvents(submissionId) {
      const { rows } = await db.pool.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM outbox WHERE topic = 'event' AND payload -> 'data' ->> 'submissionId' = $1`, [submissionId],
      );
      return rows[0]?.n ?? -1;
    },
    cancel: (id) => cancelSubmission(ctx, { id }),
    killWorkers,
    async dispose() {
      await killWorkers();
      await dispatcher.drain();
      await closeQueues(queues);
      redis.disconnect();
      await closeDb(db);
      await Promise.all([database.drop(), server.dispose(), rm(dataDir, { recursive: true, force: true })]);
    },
  };
}
