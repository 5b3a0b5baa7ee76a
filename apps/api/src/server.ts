import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkDatabase } from '@docket/db/check-database';
import { closeDb, createDb, openPrisma } from '@docket/db/client';
import { createPool, pingPool } from '@docket/db/pool';
import { hotelIndex } from '@docket/domain/hotel/search/hotel-index';
import { compareAdmin } from '@docket/domain/identity/user/compare-admin';
import { ensureAdmin } from '@docket/domain/identity/user/ensure-admin';
import { endedOf } from '@docket/domain/judge/queue/ended';
import { requireServedQueues } from '@docket/domain/spine/messages/unserved-queues';
import { transferProvider } from '@docket/domain/payment/transfer/provider';
import { walletProvider } from '@docket/domain/wallet/provider';
import { createLoginProviders } from '@docket/providers/oidc/login-providers';
import { createPaymentProviders } from '@docket/providers/payment-providers';
import { createDispatcher } from '@docket/queue/dispatcher';
import { createPublisher } from '@docket/queue/publish/publisher';
import { createQueues } from '@docket/queue/queues';
import { systemClock } from '@docket/runtime/clock';
import type { ApiSettings } from '@docket/runtime/settings/services';
import { createHealthHandler, listen, PING_MS, type ReadinessCheck } from '@docket/runtime/health';
import { newId } from '@docket/runtime/id';
import { closeAfterAnswers } from '@docket/runtime/last-answers';
import type { Lifecycle } from '@docket/runtime/lifecycle';
import type { Logger } from '@docket/runtime/logger';
import { StartError } from '@docket/runtime/start-error';
import { createMetrics } from '@docket/runtime/metrics';
import { checkRedis, createRedis, pingRedis } from '@docket/runtime/redis';
import { createApp } from './app.ts';
import { Feeds } from './feeds.ts';
import { stopServer } from './http/stop-server.ts';
import type { Platform } from './http/mount.ts';
import { registerMessageMetrics } from './message-metrics.ts';
import { Waits } from './waits.ts';

/** A body may take this long to arrive; long enough for a package over a slow line. */
const REQUEST_TIMEOUT_MS = 120_000;
/** Longer than reverse proxies keep theirs (60 s is usual), so that they never send into a connection we are closing. */
const KEEP_ALIVE_MS = 65_000;

/**
 * Builds the service, listens, and registers the ordered stop: first no new requests, then what was handed to the queue,
 * connections last. Redis may be away the whole time.
 * @returns the port it listens on.
 */
export async function startApi(
  config: ApiSettings,
  log: Logger,
  lifecycle: Lifecycle,
): Promise<{ readonly port: number }> {
  const [trouble] = await Promise.all([checkRedis(config.REDIS_URL), checkDatabase(config.DATABASE_URL)]);
  if (trouble?.kind === 'wrong') throw new StartError(trouble.why);
  if (trouble !== undefined) log.warn(`${trouble.why} What comes in is kept until it is there.`);
  const pool = createPool(config, log);
  const db = createDb(pool);
  await openPrisma(db);
  lifecycle.onStop('database', () => closeDb(db));

  const redis = createRedis(config.REDIS_URL, 'producer', log);
  // Its own connection with a short patience: a Redis that hangs costs a login a moment, not seconds.
  const throttleRedis = createRedis(config.REDIS_URL, 'producer', log, { commandTimeout: 250 });
  lifecycle.onStop('redis', () => {
    redis.disconnect();
    throttleRedis.disconnect();
  });

  const queues = createQueues(redis, config.REDIS_PREFIX, log);
  const dispatcher = createDispatcher({
    queues,
    publisher: createPublisher({ redis, prefix: config.REDIS_PREFIX }),
    pool,
    log,
  });
  lifecycle.onStop('queues', async () => {
    await dispatcher.drain();
    await queues.close();
  });

  const platform: Platform = { db, clock: systemClock, dispatch: dispatcher.dispatch };
  await makeAdmin(platform, config, log);

  const metrics = createMetrics('api');
  registerMessageMetrics(metrics, { db });
  const stopping = (): boolean => lifecycle.stopping;
  const checks: ReadinessCheck[] = [
    { name: 'postgres', check: () => pingPool(pool, config.DATABASE_URL, PING_MS) },
    // Without Redis everything is accepted and only judged later: a balancer asks `/readyz?exclude=redis`.
    { name: 'redis', check: async () => void (await Promise.all([redis, throttleRedis].map(pingRedis))) },
    // What waits on a queue without a worker waits until one comes.
    { name: 'queues', advisory: true, check: () => requireServedQueues({ db }) },
  ];
  const health = createHealthHandler({ installation: config.INSTALLATION_ID, stopping, checks, metrics });
  const own = { ...platform, actor: { kind: 'system', name: 'api' } as const, requestId: newId(), log };
  const { transfer } = config;
  const ofTheHouse = [walletProvider(own), ...(transfer === undefined ? [] : [transferProvider(own, transfer)])];
  const providers = await createPaymentProviders(config, ofTheHouse);
  const loginProviders = await createLoginProviders(config);
  const subscriber = createRedis(config.REDIS_URL, 'consumer', log);
  lifecycle.onStop('redis subscriber', () => subscriber.disconnect());
  const waits = new Waits({ subscriber, prefix: config.REDIS_PREFIX, endedOf: (ids) => endedOf({ db }, ids), log });
  const feeds = new Feeds();
  const app = createApp({
    config,
    platform,
    queues,
    redis: throttleRedis,
    providers,
    loginProviders,
    waits,
    feeds,
    log,
    metrics,
  });
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: KEEP_ALIVE_MS },
    (request, response) => {
      if (!health(request, response)) app(request, response);
    },
  );
  closeAfterAnswers(server, stopping);
  await listen(server, config.API_PORT, config.HOST);
  lifecycle.onStop('http', () => stopServer(server, config.SHUTDOWN_SECONDS * 500));
  lifecycle.onStop('waits', () => waits.stop());
  lifecycle.onStop('feeds', () => feeds.stop());
  // Read while it already answers; whoever searches before waits for it.
  void hotelIndex(db)
    .fresh(own)
    .catch((error: unknown) => log.warn({ error }, 'the index of hotels is read when somebody searches'));
  const { port } = addressOf(server.address());
  log.info({ port, host: config.HOST }, 'api listens');
  return { port };
}

async function makeAdmin(platform: Platform, config: ApiSettings, log: Logger): Promise<void> {
  const ctx = { ...platform, actor: { kind: 'system', name: 'api' } as const, requestId: newId(), log };
  const result = await ensureAdmin(ctx, { username: config.ADMIN_USERNAME, password: config.ADMIN_PASSWORD });
  if (result.outcome === 'name_taken')
    log.warn(
      { username: result.username },
      'no admin exists and the name is taken by a user; set ADMIN_USERNAME to another',
    );
  if (result.outcome === 'present' && config.ADMIN_PASSWORD !== undefined) {
    const why = await compareAdmin(ctx, { username: config.ADMIN_USERNAME, password: config.ADMIN_PASSWORD });
    if (why !== undefined) log.warn(why);
  }
  if (result.outcome !== 'created') return;
  log.info({ username: result.username }, 'admin created');
  // Once, to whoever starts it, and not through the log, which is kept.
  if (result.password !== null)
    process.stdout.write(`docket admin ${result.username} has the password ${result.password} (shown once)\n`);
}

/** A TCP server that listens has such an address; a string would be a pipe. */
function addressOf(address: string | AddressInfo | null): AddressInfo {
  if (typeof address === 'object' && address !== null) return address;
  throw new Error('the server does not listen on TCP');
}
