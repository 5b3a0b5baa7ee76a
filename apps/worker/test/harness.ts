import { parseEvent, userChannel, type EventEnvelope, type EventType } from '@docket/contracts/events/envelope';
import type { RouteBodyInput } from '@docket/contracts/http/route';
import { createRun as createRunContract, type RunDetail } from '@docket/contracts/http/run';
import type { SubmissionDetail } from '@docket/contracts/http/submission';
import { isFinal } from '@docket/contracts/judge/verdict';
import type { Db } from '@docket/db/client';
import type { Ctx } from '@docket/domain/spine/ctx';
import { createRun } from '@docket/domain/judge/run/create';
import { getRun } from '@docket/domain/judge/run/get';
import { cancelSubmission } from '@docket/domain/judge/submission/cancel';
import { getSubmission } from '@docket/domain/judge/submission/get';
import { submitSubmission } from '@docket/domain/judge/submission/submit';
import { createDispatcher } from '@docket/queue/dispatcher';
import { createPublisher } from '@docket/queue/publish/publisher';
import { createStreamReader } from '@docket/queue/publish/reader';
import { createQueues } from '@docket/queue/queues';
import { createRedis, redisReady } from '@docket/runtime/redis';
import { makeUser, quietLog, testCtx } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import { createInstallation } from '@docket/testing/installation';
import type { TestRedis } from '@docket/testing/redis';
import type { SpawnedService } from '@docket/testing/service';
import { waitFor } from '@docket/testing/wait';

/** Short, because tests wait for it to end; long enough that a worker on a busy machine renews it. */
const LEASE_SECONDS = '4';

/** Workers as processes, and a user who submits as the API would: verb, then fast path. */
export type WorkerHarness = {
  readonly db: Db;
  readonly redis: TestRedis;
  readonly ctx: Ctx;
  /** What its workers are configured with. */
  readonly env: Readonly<Record<string, string>>;
  /** Events of that type on the user's channel, oldest first. */
  heard<T extends EventType>(type: T): Promise<EventEnvelope<T>[]>;
  startWorker(env?: Record<string, string>): Promise<SpawnedService>;
  killWorkers(): Promise<void>;
  submit(submission: { problemId: string; language: string; code: string }): Promise<string>;
  /** Runs code and waits for its end. */
  run(run: RouteBodyInput<typeof createRunContract>): Promise<RunDetail>;
  cancel(submissionId: string): Promise<void>;
  read(submissionId: string): Promise<SubmissionDetail>;
  verdict(submissionId: string): Promise<SubmissionDetail>;
  /** Verdict events written for a submission: one, or the promise is broken. */
  verdictEvents(submissionId: string): Promise<number>;
  dispose(): Promise<void>;
};

function isOf<T extends EventType>(type: T, event: EventEnvelope | undefined): event is EventEnvelope<T> {
  return event?.type === type;
}

export async function createWorkerHarness(): Promise<WorkerHarness> {
  const installation = await createInstallation(await createTestDatabase());
  const { db } = installation;
  const redis = createRedis(installation.redis.url, 'producer', quietLog);
  await redisReady(redis);
  const queues = createQueues(redis, 'docket', quietLog);
  const dispatcher = createDispatcher({
    queues,
    publisher: createPublisher({ redis, prefix: 'docket' }),
    pool: db.pool,
    log: quietLog,
  });
  const user = await makeUser(db);
  const ctx: Ctx = { ...testCtx(db, user), dispatch: dispatcher.dispatch };
  const read = (id: string): Promise<SubmissionDetail> => getSubmission(ctx, { id });

  const reader = createStreamReader({ redis, prefix: 'docket' });
  return {
    db,
    redis: installation.redis,
    ctx,
    env: { ...installation.env, LEASE_SECONDS },
    read,
    async heard(type) {
      const [view] = await reader.read([{ channel: userChannel(user.userId), since: 0 }]);
      if (view === undefined || view instanceof Error) throw new Error('the channel cannot be read', { cause: view });
      return view.entries.map((entry) => parseEvent(JSON.parse(entry.json))).filter((event) => isOf(type, event));
    },
    startWorker: (env = {}) => installation.start('worker', { LEASE_SECONDS, ...env }),
    killWorkers: () => installation.killServices(),
    async submit(submission) {
      const accepted = await submitSubmission(ctx, {
        ...submission,
        idempotencyKey: null,
        depthLimit: 10_000,
        userDepthLimit: 10_000,
      });
      return accepted.submissionId;
    },
    async run(body) {
      const input = { idempotencyKey: null, depthLimit: 1_000, userDepthLimit: 1_000 };
      const { runId } = await createRun(ctx, { ...createRunContract.body.parse(body), ...input });
      return waitFor(
        'the end of the run',
        async () => {
          const run = await getRun(ctx, { id: runId });
          return run.finishedAt !== null && run;
        },
        { timeoutMs: 90_000 },
      );
    },
    cancel: (id) => cancelSubmission(ctx, { id }),
    verdict: (submissionId) =>
      waitFor(
        'a verdict',
        async () => {
          const submission = await read(submissionId);
          return isFinal(submission.status) && submission;
        },
        { timeoutMs: 90_000 },
      ),
    async verdictEvents(submissionId) {
      const { rows } = await db.pool.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM outbox WHERE topic = 'event' AND payload -> 'data' ->> 'submissionId' = $1`,
        [submissionId],
      );
      return rows[0]?.n ?? -1;
    },
    async dispose() {
      await installation.killServices();
      await dispatcher.drain();
      await queues.close();
      redis.disconnect();
      await installation.dispose();
    },
  };
}
