import { Redis, type RedisOptions as AllRedisOptions } from 'ioredis';
import { addressTrouble, hostAndPort } from './address-trouble.ts';
import { PING_MS } from './health.ts';
import type { Logger } from './logger.ts';

/** Without `replyMapping`: its two declarations in ioredis 6 contradict each other under exactOptionalPropertyTypes. */
type RedisOptions = Omit<AllRedisOptions, 'replyMapping'>;

/**
 * Two ways to be connected. A `producer` fails at once while Redis is away (the outbox keeps what was to be sent);
 * a `consumer` waits for it as long as it takes. BullMQ's workers demand the second.
 */
export type RedisProfile = 'producer' | 'consumer';

const profiles: Record<RedisProfile, RedisOptions> = {
  producer: { maxRetriesPerRequest: 1, enableOfflineQueue: false, connectTimeout: 2_000, commandTimeout: 2_000 },
  consumer: { maxRetriesPerRequest: null, enableOfflineQueue: true, connectTimeout: 5_000 },
};

/** Connects and keeps reconnecting (50 ms growing to 1 s). Errors are logged, at most one a second; they never crash the process. */
export function createRedis(url: string, profile: RedisProfile, log: Logger, options: RedisOptions = {}): Redis {
  const redis = new Redis(url, {
    ...profiles[profile],
    retryStrategy: (tries: number) => Math.min(50 * tries, 1_000),
    ...options,
  });
  let lastLogged = 0;
  redis.on('error', (error: Error) => {
    if (Date.now() - lastLogged < 1_000) return;
    lastLogged = Date.now();
    log.warn({ err: error.message, profile }, 'redis connection trouble');
  });
  return redis;
}

/** `wrong`: no waiting helps. `away`: it may come. */
export type RedisTrouble = { readonly kind: 'wrong' | 'away'; readonly why: string };

const CHECK_MS = 1_500;

/** Connects once and asks for an answer. @returns undefined when one comes, else why not, naming REDIS_URL and what to do */
export async function checkRedis(url: string): Promise<RedisTrouble | undefined> {
  const { where } = hostAndPort(new URL(url), 6379);
  const trouble = (kind: RedisTrouble['kind'], why: string): RedisTrouble => ({
    kind,
    why: `REDIS_URL: ${why}. Correct the address, or start that server; see README, Settings.`,
  });
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CHECK_MS,
    commandTimeout: CHECK_MS,
    maxRetriesPerRequest: 0,
    enableReadyCheck: false,
    retryStrategy: () => null,
  });
  let last: unknown;
  redis.on('error', (error: unknown) => (last = error));
  try {
    await redis.connect();
    await redis.ping();
    return undefined;
  } catch (error) {
    const reason = addressTrouble(last, where) ?? addressTrouble(error, where);
    if (reason !== undefined) return trouble('away', reason);
    const words = [last, error].map((each) => (each instanceof Error ? each.message : '')).join(' ');
    if (/WRONGPASS|NOAUTH|NOPERM/.test(words)) return trouble('wrong', `the Redis at ${where} refuses that password`);
    if (/timed out|ETIMEDOUT/i.test(words)) return trouble('away', `${where} does not answer`);
    if (/LOADING/.test(words)) return trouble('away', `the Redis at ${where} is still loading its data`);
    return trouble('wrong', `what answers at ${where} is no Redis`);
  } finally {
    redis.disconnect();
  }
}

/** Asks on the connection itself. @throws when it is down or no answer comes in time */
export async function pingRedis(redis: Redis): Promise<void> {
  if (redis.status !== 'ready') throw new Error(`the connection is ${redis.status}`);
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer in ${PING_MS} ms`)), PING_MS);
  try {
    await Promise.race([promise, redis.ping()]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves when the connection is up; rejects after `timeoutMs`. */
export async function redisReady(redis: Redis, timeoutMs = 10_000): Promise<void> {
  if (redis.status === 'ready') return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error(`Redis did not answer in ${timeoutMs} ms`)), timeoutMs);
  redis.once('ready', () => resolve());
  try {
    await promise;
  } finally {
    clearTimeout(timer);
  }
}
