import { Redis, type RedisOptions as AllRedisOptions } from 'ioredis';
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
