import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { probePostgres } from '@docket/db/probe';
import { createPublisher } from '@docket/queue/publish/publisher';
import { createStreamReader } from '@docket/queue/publish/reader';
import type { RealtimeSettings } from '@docket/runtime/settings/services';
import { closeServer, createHealthHandler, listen, PING_MS } from '@docket/runtime/health';
import { closeAfterAnswers } from '@docket/runtime/last-answers';
import type { Lifecycle } from '@docket/runtime/lifecycle';
import type { Logger } from '@docket/runtime/logger';
import type { Registry } from '@docket/runtime/metrics';
import { StartError } from '@docket/runtime/start-error';
import { checkRedis, createRedis, pingRedis, redisReady } from '@docket/runtime/redis';
import { AccessList } from './access-list.ts';
import { AddressLimiter } from './address-limiter.ts';
import { Canary } from './canary.ts';
import { Connection } from './connection/connection.ts';
import type { ConnectionContext } from './connection/context.ts';
import { Connections } from './connections.ts';
import { descriptorLimit, fitConnections } from './descriptors.ts';
import { createDurableReader } from './durable-gap.ts';
import { Hub } from './hub/hub.ts';
import { Peers } from './peers.ts';
import { Presence } from './presence.ts';
import { createRealtimeMetrics } from './metrics.ts';
import { settingsOf, type Settings } from './settings.ts';
import { createTokenVerifier } from './token.ts';
import { Streams } from './transport/streams.ts';
import type { Transport } from './transport/transport.ts';
import { ClientSocket, SocketTransport } from './transport/websocket.ts';
import { Undecided } from './undecided.ts';
import { findNoRoom, findRefusal, refuse, type UpgradeOptions } from './upgrade.ts';
import { Users } from './users.ts';

export type GatewayOptions = {
  readonly config: RealtimeSettings;
  readonly log: Logger;
  readonly lifecycle: Lifecycle;
  readonly registry: Registry;
  readonly settings?: Partial<Settings>;
};

const SWEEP_MS = 1_000;

/**
 * Starts the WebSocket gateway on REALTIME_PORT, with health and metrics on the same port, and registers its
 * ordered end. Waits for Redis, not for Postgres: that is asked only when somebody missed more than the window holds.
 * @returns the port it listens on.
 */
export async function startGateway(options: GatewayOptions): Promise<number> {
  const { config, log, lifecycle, registry } = options;
  const settings = settle(settingsOf(config, options.settings), config.REALTIME_MAX_CONNECTIONS !== undefined, log);
  const metrics = createRealtimeMetrics(registry);
  const node = `${config.REALTIME_PORT}-${randomUUID().slice(0, 8)}`;

  const commands = createRedis(config.REDIS_URL, 'producer', log, { connectionName: 'docket-realtime' });
  lifecycle.onStop('redis', () => commands.disconnect());
  const subscriber = createRedis(config.REDIS_URL, 'consumer', log, {
    connectionName: 'docket-realtime-sub',
    autoResubscribe: false,
  });
  lifecycle.onStop('redis subscriber', () => subscriber.disconnect());
  const trouble = await checkRedis(config.REDIS_URL);
  if (trouble?.kind === 'wrong') throw new StartError(trouble.why);
  if (trouble !== undefined) log.warn(trouble.why);
  await Promise.all([redisReady(commands), redisReady(subscriber)]).catch(() => {
    throw new StartError(trouble?.why ?? 'REDIS_URL: the server there went away during the start.');
  });

  const durable = createDurableReader(config, log);
  const unreachable = await probePostgres(config.DATABASE_URL, PING_MS);
  if (unreachable !== undefined)
    log.warn(`DATABASE_URL: ${unreachable}; what the window no longer holds cannot be replayed`);
  lifecycle.onStop('postgres', () => durable.close());
  const reader = createStreamReader({
    redis: commands,
    prefix: config.REDIS_PREFIX,
    // Each open channel is read once in that time, to compare positions.
    readerSeconds: Math.max(120, Math.ceil((3 * settings.positionCheckMs) / 1_000)),
  });
  const { fanOutSlice } = settings;
  const hub = new Hub({ subscriber, reader, prefix: config.REDIS_PREFIX, metrics, log, fanOutSlice });
  const users = new Users(settings);
  const connections = new Connections(settings, metrics);
  const addresses = new AddressLimiter(settings.acceptPerSecond, settings.acceptBurst);
  const access = new AccessList({
    hub,
    readChanges: durable.readAccess,
    onChange: (change) => connections.accessChanged(change),
    log,
  });
  const peers = new Peers({ subscriber, commands, prefix: config.REDIS_PREFIX, node, log });
  const presence = new Presence(hub, peers, node);
  const context: ConnectionContext = {
    hub,
    users,
    commandRate: { perSecond: settings.commandsPerSecond, burst: settings.commandBurst, debt: settings.commandBurst },
    reader,
    presence,
    metrics,
    log,
    settings,
    node,
    readDurable: durable.read,
    access,
    makeRoom: (userId) => connections.makeRoom(userId),
    verify: createTokenVerifier(config.REALTIME_JWT_SECRET),
    onReady: (connection) => connections.ready(connection),
    onSlow: (connection) => connections.slow(connection),
    onClosed: (connection, code) => connections.closed(connection, code),
  };

  const handleHealth = createHealthHandler({
    installation: config.INSTALLATION_ID,
    stopping: () => lifecycle.stopping,
    metrics: registry,
    checks: [
      { name: 'redis', check: async () => void (await Promise.all([commands, subscriber].map(pingRedis))) },
      // Asked only when somebody missed more than the window holds: a balancer asks `/readyz?exclude=postgres`.
      { name: 'postgres', check: () => durable.check(PING_MS) },
    ],
  });
  const upgrade: UpgradeOptions = { config, settings, connections, addresses, stopping: () => lifecycle.closing };
  const open = (transport: Transport, now: number): Connection => {
    const connection = new Connection(context, transport, now);
    metrics.accepted.inc();
    connections.add(connection, now);
    return connection;
  };
  const streams = new Streams({
    config,
    settings,
    node,
    open,
    refusalOf: (request, now) => findNoRoom(upgrade, request, now),
    onRefused: ({ reason }) => metrics.refused.inc({ reason }),
    forward: (other, session, data) => peers.send(other, 'commands', `${session}\n${data}`),
  });
  peers.on('commands', (body) => {
    const end = body.indexOf('\n');
    streams.receive(body.slice(0, end), body.slice(end + 1));
  });
  // A request is small, and so is an upgrade: whoever is slow at it is not a client.
  const timeouts = {
    headersTimeout: settings.connectTimeoutMs,
    requestTimeout: settings.connectTimeoutMs,
    connectionsCheckingInterval: Math.min(1_000, settings.connectTimeoutMs / 4),
  };
  const server = createServer(timeouts, (request: IncomingMessage, response: ServerResponse) => {
    if (!handleHealth(request, response) && !streams.handle(request, response)) response.writeHead(404).end();
  });
  closeAfterAnswers(server, () => lifecycle.stopping);
  const undecided = new Undecided({
    limit: settings.maxUndecided,
    onPushedOut: () => metrics.refused.inc({ reason: 'undecided' }),
  });
  undecided.watch(server);
  // `closeTimeout` (how long a peer may take to answer a close) is not in the types of ws yet.
  const socketOptions = {
    noServer: true,
    WebSocket: ClientSocket,
    perMessageDeflate: false,
    maxPayload: settings.maxFrameBytes,
    clientTracking: false,
    closeTimeout: 5_000,
  };
  const wss = new WebSocketServer(socketOptions);
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const now = Date.now();
    const refusal = findRefusal(upgrade, request, now);
    if (refusal !== undefined) {
      metrics.refused.inc({ reason: refusal.reason });
      return refuse(socket, refusal);
    }
    wss.handleUpgrade(request, socket, head, (ws) => {
      const transport = new SocketTransport(ws, socket);
      transport.listen(open(transport, now));
    });
  });
  await Promise.all([peers.listen(), access.tick(Date.now())]);
  await listen(server, config.REALTIME_PORT, config.HOST);
  lifecycle.onStop('http', () => closeServer(server));

  connections.start();
  lifecycle.onStop('timers', () => connections.stop());
  const share = SWEEP_MS / settings.positionCheckMs;
  const sweep = setInterval(() => {
    const now = Date.now();
    addresses.sweep(now);
    streams.sweep(now);
    void access.tick(now);
    hub.sweep(now);
    hub.checkPositions(share).catch((error: unknown) => log.debug({ err: error }, 'position check failed'));
    metrics.connections.set(connections.size);
    metrics.undecided.set(undecided.size);
    metrics.users.set(users.size);
    metrics.channels.set(hub.topicCount);
    metrics.bufferedBytes.set(connections.bufferedBytes);
  }, SWEEP_MS);
  lifecycle.onStop('sweep', () => clearInterval(sweep));
  const canary = new Canary(hub, createPublisher({ redis: commands, prefix: config.REDIS_PREFIX }), metrics, node);
  canary.start(settings.canaryMs);
  lifecycle.onStop('canary', () => canary.stop());
  // Registered last, so it comes first: not ready any more, then no socket left, then the rest.
  lifecycle.onStop('sockets', () => connections.drain());

  const { port } = addressOf(server.address());
  log.info({ port, node }, 'realtime gateway ready');
  return port;
}

/** Settings that hold on this machine. @throws StartError where more connections were asked for than files may be open */
function settle(wanted: Settings, isDemanded: boolean, log: Logger): Settings {
  const { maxConnections, trouble } = fitConnections(descriptorLimit(), wanted.maxConnections, wanted.maxUndecided);
  if (trouble !== undefined && (isDemanded || maxConnections === 0))
    throw new StartError(`REALTIME_MAX_CONNECTIONS: ${trouble}.`);
  if (trouble !== undefined) log.warn(trouble);
  return { ...wanted, maxConnections };
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new TypeError('the server does not listen on a port');
  return address;
}
