import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Centrifuge, type Options, type PublicationContext } from 'centrifuge';
import { SignJWT } from 'jose';
import { WebSocket, type ClientOptions } from 'ws';
import { createPublisher, type Published, type Publisher } from '@docket/queue/publish/publisher';
import { userChannel } from '@docket/contracts/events/envelope';
import { freePort } from '@docket/runtime/embedded/ports';
import { createLogger } from '@docket/runtime/logger';
import { createRedis, redisReady } from '@docket/runtime/redis';
import { spawnService, type SpawnedService } from '@docket/testing/service';
import { waitFor } from '@docket/testing/wait';
import type { Settings } from '../src/settings.ts';

export const SECRET = 'a-secret-for-tests-that-is-long-enough';
export const silent = createLogger('test', { LOG_LEVEL: 'silent' });

export type Gateway = SpawnedService & { readonly port: number; readonly socketUrl: string };

export type GatewayOptions = {
  readonly redisUrl: string;
  readonly databaseUrl?: string;
  readonly settings?: Partial<Settings>;
  readonly env?: Record<string, string>;
};

/** A gateway in its own process. */
export async function spawnGateway(options: GatewayOptions): Promise<Gateway> {
  const port = await freePort();
  const service = await spawnService('apps/realtime/test/gateway-process.ts', {
    port,
    // Most of these tests have no Postgres.
    path: '/readyz?exclude=postgres',
    env: {
      REDIS_URL: options.redisUrl,
      DATABASE_URL: options.databaseUrl ?? 'postgres://nobody@127.0.0.1:1/none',
      REALTIME_PORT: String(port),
      REALTIME_JWT_SECRET: SECRET,
      LOG_LEVEL: 'warn',
      TEST_SETTINGS: JSON.stringify(options.settings ?? {}),
      ...options.env,
    },
  });
  return { ...service, port, socketUrl: `ws://127.0.0.1:${port}/connection/websocket` };
}

/** Value of a metric as the gateway reports it now; 0 when it has none. `labels` as in the text, `code="3008"`. */
export async function metric(gateway: Gateway, name: string, labels = ''): Promise<number> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  const line = text
    .split('\n')
    .find((candidate) => candidate.startsWith(name) && !candidate.startsWith('#') && candidate.includes(labels));
  return line === undefined ? 0 : Number(line.slice(line.lastIndexOf(' ') + 1));
}

export function sign(userId: string, expiresInSeconds = 3_600, secret = SECRET, role?: string): Promise<string> {
  return new SignJWT(role === undefined ? {} : { role })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userId)
    .setExpirationTime(Math.floor(Date.now() / 1_000) + expiresInSeconds)
    .sign(new TextEncoder().encode(secret));
}

export type Sender = Publisher & {
  /** Publishes `{n}` for each number, one after the other. */
  sendNumbers(userId: string, from: number, to: number): Promise<void>;
  close(): void;
};

export async function createSender(
  redisUrl: string,
  options: { readonly windowLength?: number; readonly windowSeconds?: number } = {},
): Promise<Sender> {
  const redis = createRedis(redisUrl, 'producer', silent);
  await redisReady(redis);
  const publisher = createPublisher({ redis, prefix: 'docket', ...options });
  return {
    ...publisher,
    async sendNumbers(userId, from, to) {
      for (let n = from; n <= to; n += 1) await sendUntilTaken(publisher, userId, n);
    },
    close: () => redis.disconnect(),
  };
}

/** As the relay does: the same event again until Redis takes it. */
async function sendUntilTaken(publisher: Publisher, userId: string, n: number): Promise<Published> {
  const id = randomUUID();
  const json = JSON.stringify({ v: 1, id, type: 'test', at: new Date().toISOString(), data: { n } });
  for (;;) {
    try {
      return await publisher.publishRaw({ channel: userChannel(userId), id, json });
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

export type Watcher = {
  readonly client: Centrifuge;
  readonly received: number[];
  readonly offsets: number[];
  /** One entry per (re)connection. */
  readonly starts: { recovered: boolean; wasRecovering: boolean }[];
  readonly codes: number[];
  /** Error replies the client met. */
  readonly errors: number[];
  connected(): Promise<void>;
  /** The network goes away under the client, without a goodbye; it reconnects by itself. */
  cut(): void;
  close(): void;
};

/** The unmodified client, noting what arrives on the personal channel. `endpoints` may change between reconnections. */
export async function watch(
  endpoint: string | (() => string),
  userId: string,
  options: Partial<Options> = {},
): Promise<Watcher> {
  const where = typeof endpoint === 'string' ? () => endpoint : endpoint;
  let socket: WebSocket | undefined;
  // A class per client, so that the next connection can go to another gateway, as behind a load balancer.
  class Routed extends WebSocket {
    constructor() {
      super(where(), { perMessageDeflate: false });
      socket = this;
    }
  }
  const client = new Centrifuge(where(), {
    websocket: Routed,
    token: await sign(userId),
    minReconnectDelay: 20,
    maxReconnectDelay: 200,
    timeout: 3_000,
    ...options,
  });
  const watcher: Watcher = {
    client,
    received: [],
    offsets: [],
    starts: [],
    codes: [],
    errors: [],
    connected: () => client.ready(10_000),
    cut: () => socket?.terminate(),
    close: () => client.disconnect(),
  };
  client.on('publication', ({ data, offset }: PublicationContext) => {
    watcher.received.push(data.data.n);
    watcher.offsets.push(offset ?? -1);
  });
  client.on('subscribed', ({ recovered, wasRecovering }) => void watcher.starts.push({ recovered, wasRecovering }));
  client.on('connecting', ({ code }) => void watcher.codes.push(code));
  client.on('disconnected', ({ code }) => void watcher.codes.push(code));
  client.on('error', ({ error }) => void watcher.errors.push(error.code));
  client.connect();
  return watcher;
}

export function numbers(to: number): number[] {
  return Array.from({ length: to }, (_, index) => index + 1);
}

export type RawClient = {
  readonly socket: WebSocket;
  /** Replies and pushes, parsed. */
  readonly messages: Record<string, unknown>[];
  /** Close code, once closed. */
  readonly closed: Promise<number>;
  send(...commands: object[]): void;
  /** The first message that has this key, waited for. */
  next(key: string): Promise<Record<string, unknown>>;
};

/** A client that says what it is told, for what the real one would never do. */
export async function connectRaw(url: string, options: ClientOptions = {}): Promise<RawClient> {
  const socket = new WebSocket(url, { perMessageDeflate: false, ...options });
  const messages: Record<string, unknown>[] = [];
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('message', (data) => {
    for (const line of String(data).split('\n')) messages.push(JSON.parse(line));
  });
  await once(socket, 'open');
  return {
    socket,
    messages,
    closed,
    send: (...commands) => socket.send(commands.map((command) => JSON.stringify(command)).join('\n')),
    next: (key) => waitFor(`a message with ${key}`, () => messages.find((message) => key in message)),
  };
}

/** Status of a refused upgrade. */
export async function refusedWith(
  url: string,
  options: ClientOptions = {},
): Promise<{ status: number; headers: IncomingHttpHeaders }> {
  const socket = new WebSocket(url, { perMessageDeflate: false, ...options });
  socket.on('error', () => undefined);
  const [, response]: [unknown, IncomingMessage] = await new Promise((resolve, reject) => {
    socket.on('unexpected-response', (request, answer) => resolve([request, answer]));
    socket.on('open', () => reject(new Error('the upgrade was accepted')));
  });
  socket.terminate();
  return { status: response.statusCode ?? 0, headers: response.headers };
}
