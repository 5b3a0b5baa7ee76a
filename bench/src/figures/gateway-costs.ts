import { createHmac, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { userChannel } from '@docket/contracts/events/envelope';
import { createPublisher } from '@docket/queue/publish/publisher';
import { freePort } from '@docket/runtime/embedded/ports';
import { createLogger } from '@docket/runtime/logger';
import { createRedis, redisReady } from '@docket/runtime/redis';
import { startTestRedis, type TestRedis } from '@docket/testing/redis';
import { spawnService, type SpawnedService } from '@docket/testing/service';
import { waitFor } from '@docket/testing/wait';
import { cpuDuring } from '../lib/cpu.ts';
import { liveHeap, liveHeapEnv } from '../lib/footprint.ts';
import { startHelper } from '../lib/helper.ts';
import { memoryOf } from '../lib/processes.ts';
import { machine, printTable } from '../lib/report.ts';
import { median } from '../lib/stats.ts';
import type { UnicastClients } from '../load/unicast-clients.ts';

const CONNECTIONS = 4_000;
const MESSAGES = 20_000;
const ROUNDS = 3;
/** Published in one go, and the pause after it: about 4,000 a second. */
const TOGETHER = 20;
const PAUSE_MS = 5;
const SECRET = 'a-secret-for-the-bench-that-is-long-enough';
const BUDGETS = { memory: 1.6, unicast: 1.5, accept: 2.5 } as const;

const LABELS = {
  memory: 'memory alive, a connection',
  resident: 'memory of the process, a connection',
  unicast: 'CPU a message',
  accept: 'CPU an accept',
} as const;

/** Bytes a connection that are alive and that the process has, microseconds of CPU time a message and an accept. */
type Costs = { readonly memory: number; readonly resident: number; readonly unicast: number; readonly accept: number };

type Server = {
  readonly path: string;
  start(redis: TestRedis, heaps: string): Promise<SpawnedService & { readonly port: number }>;
  firstFrame(user: string): string;
  /** Sends a text of about 250 bytes to each. */
  sender(redisUrl: string): Promise<{ send(users: readonly string[]): Promise<unknown>; close(): void }>;
};

const quiet = createLogger('bench', { LOG_LEVEL: 'silent' });

function tokenOf(user: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1_000) + 3_600;
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: user, sid: randomUUID(), role: 'user', iat: exp - 3_600, exp })}`;
  return `${signed}.${createHmac('sha256', SECRET).update(signed).digest('base64url')}`;
}

function eventFor(user: string): { readonly id: string; readonly json: string } {
  const id = randomUUID();
  const data = { userId: user, submissionId: id, status: 'RUNNING', testsDone: 7, testsTotal: 20, cpuMs: 12 };
  return { id, json: JSON.stringify({ v: 1, id, type: 'bench', at: new Date().toISOString(), data }) };
}

const gateway: Server = {
  path: '/connection/websocket',
  async start(redis, heaps) {
    const port = await freePort();
    const env = {
      REDIS_URL: redis.url,
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      REALTIME_PORT: String(port),
      REALTIME_JWT_SECRET: SECRET,
      DISABLE_THROTTLE: '1',
      LOG_LEVEL: 'error',
      NODE_ENV: 'production',
      ...liveHeapEnv(heaps),
    };
    const service = await spawnService('apps/realtime/src/main.ts', { port, env, path: '/readyz?exclude=postgres' });
    return { ...service, port };
  },
  firstFrame: (user) => JSON.stringify({ id: 1, connect: { token: tokenOf(user) } }),
  async sender(redisUrl) {
    const redis = createRedis(redisUrl, 'producer', quiet);
    await redisReady(redis);
    const publisher = createPublisher({ redis, prefix: 'docket' });
    return {
      send: (users) =>
        publisher.publishManyRaw(users.map((user) => ({ channel: userChannel(user), ...eventFor(user) }))),
      close: () => redis.disconnect(),
    };
  },
};

const bare: Server = {
  path: '/',
  async start(redis, heaps) {
    const port = await freePort();
    const env = { REDIS_URL: redis.url, PORT: String(port), NODE_ENV: 'production', ...liveHeapEnv(heaps) };
    return { ...(await spawnService('bench/src/load/ws-bare.ts', { port, env })), port };
  },
  firstFrame: (user) => JSON.stringify({ id: 1, connect: { user } }),
  async sender(redisUrl) {
    const redis = createRedis(redisUrl, 'producer', quiet);
    await redisReady(redis);
    return {
      send: (users) => {
        const pipeline = redis.pipeline();
        for (const user of users) pipeline.publish('everything', `${user}\n${eventFor(user).json}`);
        return pipeline.exec();
      },
      close: () => redis.disconnect(),
    };
  },
};

/** One server by itself, from its start to its end. */
async function measure(server: Server, redis: TestRedis, heaps: string, share: number): Promise<Costs> {
  const connections = Math.ceil(CONNECTIONS * share);
  const messages = Math.ceil(MESSAGES * share);
  const service = await server.start(redis, heaps);
  const clients = startHelper<UnicastClients>('unicast-clients.ts');
  const sender = await server.sender(redis.url);
  const users = Array.from({ length: connections }, () => randomUUID());
  const connect = (some: readonly string[]) =>
    clients.call('connect', {
      port: service.port,
      path: server.path,
      frames: some.map((user) => server.firstFrame(user)),
    });
  /** The smallest of a few looks: what has been collected is given back some time later. */
  const look = async (): Promise<{ readonly alive: number; readonly resident: number }> => {
    let [alive, resident] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let turn = 0; turn < 4; turn += 1) {
      alive = Math.min(alive, await liveHeap(service.pid, heaps));
      await sleep(250);
      resident = Math.min(resident, await memoryOf(service.pid, 'Private_Dirty'));
    }
    return { alive, resident };
  };
  try {
    // Compiled, and past what a server needs once. They stay: memory that was used before would be used again unseen.
    await connect(Array.from({ length: Math.ceil(connections / 2) }, () => randomUUID()));
    const before = await look();
    const accepting = await cpuDuring({ server: service.pid }, () => connect(users));
    const full = await look();
    const telling = await cpuDuring({ server: service.pid }, async () => {
      for (let sent = 0; sent < messages; sent += TOGETHER) {
        const some = Array.from({ length: TOGETHER }, (_, at) => users[(sent + at * 7) % users.length] ?? '');
        await Promise.all([sender.send(some), sleep(PAUSE_MS)]);
      }
      await waitFor('all messages', async () => (await clients.call('received', undefined)) >= messages, {
        everyMs: 50,
      });
    });
    const micros = (seconds: ReadonlyMap<string, number>, count: number) =>
      ((seconds.get('server') ?? 0) * 1e6) / count;
    return {
      memory: (full.alive - before.alive) / connections,
      resident: (full.resident - before.resident) / connections,
      accept: micros(accepting.seconds, connections),
      unicast: micros(telling.seconds, messages),
    };
  } finally {
    sender.close();
    clients.end();
    await service.kill();
  }
}

/** What the gateway costs beside a bare `ws` server, in turns in one run. */
export async function run({ share }: { readonly share: number }): Promise<void> {
  const redis = await startTestRedis();
  const heaps = await mkdtemp(join(tmpdir(), 'docket-heaps-'));
  const found: { readonly gateway: Costs[]; readonly bare: Costs[] } = { gateway: [], bare: [] };
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      found.bare.push(await measure(bare, redis, heaps, share));
      found.gateway.push(await measure(gateway, redis, heaps, share));
    }
  } finally {
    await redis.dispose();
    await rm(heaps, { recursive: true, force: true });
  }
  console.log(`gateway-costs: ${machine()}`);
  console.log(
    `Medians of ${ROUNDS} rounds in turns, each with servers of its own: ${Math.ceil(CONNECTIONS * share)} connections after half as many others, each of another user, then ` +
      `${Math.ceil(MESSAGES * share)} messages of 250 bytes, each to one of them. Floor: a ws server that takes clients at their word and passes on one channel of Redis.`,
  );
  const rows = (['memory', 'resident', 'unicast', 'accept'] as const).map((what) => {
    const [of, floor] = [found.gateway, found.bare].map((costs) => median(costs.map((each) => each[what])));
    const ratios = found.gateway.map((costs, round) => costs[what] / (found.bare[round]?.[what] ?? Number.NaN));
    const show = (value = Number.NaN): string =>
      what === 'memory' || what === 'resident' ? `${(value / 1024).toFixed(1)} KiB` : `${value.toFixed(0)} µs`;
    const ratio = median(ratios);
    const budget = what === 'resident' ? undefined : BUDGETS[what];
    const verdict = budget === undefined ? ['', ''] : [`<= ${budget}`, ratio <= budget ? 'kept' : 'missed'];
    return [LABELS[what], show(of), show(floor), ratio.toFixed(2), ...verdict];
  });
  printTable([['cost', 'gateway', 'bare ws', 'ratio', 'budget', ''], ...rows]);
}
