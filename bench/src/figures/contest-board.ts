import { setTimeout as sleep } from 'node:timers/promises';
import { scoreboardChannel } from '@docket/contracts/events/contest';
import { judge, handIn, makeContest } from '@docket/domain/contest/fixtures';
import { createDispatcher } from '@docket/queue/dispatcher';
import { channelKeys } from '@docket/queue/publish/keys';
import { createPublisher } from '@docket/queue/publish/publisher';
import { createQueues } from '@docket/queue/queues';
import { createRedis, redisReady } from '@docket/runtime/redis';
import { makeWorkerRow, quietLog, testCtx } from '@docket/testing/builders';
import { makeBuyers } from '@docket/testing/buyers';
import type { SeenFrame, Watchers } from '../load/watchers.ts';
import type { WsFloor } from '../load/ws-floor.ts';
import { socketTokens } from '../lib/buyers.ts';
import { machineMs } from '../lib/clock.ts';
import { makeContestants } from '../lib/contestants.ts';
import { startHelper } from '../lib/helper.ts';
import { machine, printTable } from '../lib/report.ts';
import { startGateway, withInstallation } from '../lib/stack.ts';
import { ms, quantile } from '../lib/stats.ts';

const WATCHERS = 2_000;
const PARTICIPANTS = 2_000;
/** A user may have ten sockets on a gateway. */
const PER_USER = 10;
const VERDICTS = 100;
const EVERY_MS = 100;
const BUDGET_MS = 100;
const PORT_OF = /:(\d+)$/;

type Rows = { push: { pub: { data: { data: { rows: { participant: string }[] } }; offset: number } } };
const pushOf = ({ text }: SeenFrame) => (JSON.parse(text) as Rows).push.pub;

/** From the commit of a verdict to the board of everybody who watches. */
export async function run({ share }: { readonly share: number }): Promise<void> {
  const [count, rows] = [Math.ceil(WATCHERS * share), Math.ceil(PARTICIPANTS * share)];
  const users = Math.ceil(count / PER_USER);
  console.log(
    `Method: ${count} sockets of ${users} users on one gateway watch the public board of a contest of ${rows}; ${VERDICTS} verdicts, one every ${EVERY_MS} ms, each of somebody else,`,
  );
  console.log(
    'are recorded as by the judge. They wake a worker of contests by the queue, which folds them and tells. Latency: from the commit of the oldest verdict in a frame to the frame in the',
  );
  console.log(
    'watching process, every socket counted. Floor: a bare `ws` server that sends the same frames in a loop, at the same pace.',
  );
  console.log(
    `Machine: ${machine()}, shared by gateway, worker or floor, watchers, this process, Postgres and Redis\n`,
  );
  await withInstallation(async (installation) => {
    const { db } = installation;
    const contest = await makeContest(db, { problems: 8 });
    const [problemId = ''] = contest.problems;
    const people = await makeContestants(db, contest.id, Math.max(rows, VERDICTS));
    await makeWorkerRow(db);
    const gateway = await startGateway(installation);
    await installation.start('worker', { LOG_LEVEL: 'warn', NODE_ENV: 'production', WORKER_AREAS: 'contest' });
    const redis = createRedis(installation.redis.url, 'producer', quietLog);
    await redisReady(redis);
    const queues = createQueues(redis, 'docket', quietLog);
    const dispatcher = createDispatcher({
      queues,
      pool: db.pool,
      log: quietLog,
      publisher: createPublisher({ redis, prefix: 'docket' }),
    });
    const ctx = { ...testCtx(db), dispatch: dispatcher.dispatch };
    const buyers = await makeBuyers(db, users);
    const tokens = await socketTokens(db, buyers, installation.env['REALTIME_JWT_SECRET'] ?? '');
    const [watchers, bare] = [startHelper<Watchers>('watchers.ts'), startHelper<WsFloor>('ws-floor.ts')];
    try {
      const submissions: { readonly id: string; readonly participant: string }[] = [];
      for (const { user } of people.slice(0, VERDICTS)) {
        const id = await handIn(db, user, contest.id, problemId);
        const { rows: of } = await db.pool.query<{ participant_id: string }>(
          'SELECT participant_id FROM submissions WHERE id = $1',
          [id],
        );
        submissions.push({ id, participant: of[0]?.participant_id ?? '' });
      }
      // What was handed in is told first; then nothing but verdicts is.
      await sleep(3_000);
      const port = Number(PORT_OF.exec(gateway.url)?.[1]);
      const channel = scoreboardChannel(contest.id);
      await watchers.call('open', { port, path: '/connection/websocket', tokens, channel, count });
      await watchers.call('begin', undefined);
      const committed = new Map<string, number>();
      const started = performance.now();
      for (const [n, { id, participant }] of submissions.entries()) {
        await sleep(Math.max(0, started + n * EVERY_MS - performance.now()));
        await judge(db, id, n % 3 === 0 ? 'WA' : 'AC', {
          ...ctx,
          dispatch(owed) {
            if (!committed.has(participant)) committed.set(participant, machineMs());
            dispatcher.dispatch(owed);
          },
        });
      }
      await sleep(1_000);
      const { frames, missing, closed } = await watchers.call('collect', { upTo: await lastOffset(redis, channel) });
      const times: number[] = [];
      const told = new Set<string>();
      for (const frame of frames) {
        const changed = pushOf(frame).data.data.rows.map(({ participant }) => participant);
        const fresh = changed.filter((participant) => committed.has(participant) && !told.has(participant));
        for (const participant of fresh) told.add(participant);
        if (fresh.length === 0) continue;
        const from = Math.min(...fresh.map((participant) => committed.get(participant) ?? Number.NaN));
        for (const at of frame.arrivals) times.push(at - from);
      }
      await watchers.call('close', undefined);

      const barePort = await bare.call('listen', undefined);
      await watchers.call('open', { port: barePort, path: '/', tokens: [], channel: null, count });
      await watchers.call('begin', undefined);
      const begun = machineMs();
      for (const [n, { text }] of frames.entries()) {
        await sleep(Math.max(0, begun + n * EVERY_MS - machineMs()));
        await bare.call('broadcast', { text });
      }
      const last = frames.at(-1);
      const seen = await watchers.call('collect', { upTo: last === undefined ? 0 : pushOf(last).offset });
      const floor = seen.frames.flatMap(({ arrivals }, n) => [...arrivals].map((at) => at - (begun + n * EVERY_MS)));

      printTable([
        ['', 'frames each', 'p50', 'p99', 'missing', 'closed'],
        [
          'verdict to board',
          String(frames.length),
          ms(quantile(times, 0.5)),
          ms(quantile(times, 0.99)),
          String(missing),
          String(closed),
        ],
        [
          'floor: bare ws',
          String(seen.frames.length),
          ms(quantile(floor, 0.5)),
          ms(quantile(floor, 0.99)),
          String(seen.missing),
          String(seen.closed),
        ],
      ]);
      const p99 = quantile(times, 0.99);
      const untold = submissions.filter(({ participant }) => !told.has(participant)).length;
      if (missing > 0 || closed > 0 || untold > 0) process.exitCode = 1;
      console.log(`\nVerdicts that no frame told: ${untold}`);
      console.log(`Budget: p99 below ${BUDGET_MS} ms: ${p99 < BUDGET_MS ? 'kept' : 'MISSED'}`);
    } finally {
      watchers.end();
      bare.end();
      await dispatcher.drain();
      await queues.close();
      redis.disconnect();
    }
  });
}

/** Of what was told on a channel last. */
async function lastOffset(redis: ReturnType<typeof createRedis>, channel: string): Promise<number> {
  return Number(await redis.hget(channelKeys('docket', channel).meta, 'o'));
}
