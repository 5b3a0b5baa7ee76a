import type { Redis } from 'ioredis';

/**
 * Identity of the Redis process behind a connection; it changes with every restart and failover (see `scripts.ts`).
 * Asked once per connection. An empty string where INFO is not allowed: then a rollback goes unnoticed.
 */
class RunId {
  readonly #redis: Redis;
  #known: string | undefined;

  constructor(redis: Redis) {
    this.#redis = redis;
    redis.on('close', () => {
      this.#known = undefined;
    });
  }

  /** The id at once when it is known, so that the common path does not wait a tick. */
  get(): string | Promise<string> {
    return this.#known ?? this.#ask();
  }

  async #ask(): Promise<string> {
    let info: string;
    try {
      info = await this.#redis.info('server');
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('NOPERM')) return (this.#known = '');
      throw error;
    }
    this.#known = /^run_id:(\w+)/m.exec(info)?.[1] ?? '';
    return this.#known;
  }
}

const known = new WeakMap<Redis, RunId>();

/** The one asker of a connection, however many publishers and readers share it. */
export function runIdOf(redis: Redis): RunId {
  const existing = known.get(redis);
  if (existing !== undefined) return existing;
  const created = new RunId(redis);
  known.set(redis, created);
  return created;
}
