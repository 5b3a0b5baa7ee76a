import { LRUCache } from 'lru-cache';
import type { Db } from '@docket/db/client';

/**
 * Remembers answers for a short, fixed time. Callers that ask for the same key at once share one load;
 * a load that fails is not kept. Bounded: the one that was asked for longest ago goes first.
 */
export class TtlCache<V> {
  readonly #entries: LRUCache<string, Promise<V>>;

  constructor(options: { readonly ttlMs: number; readonly max: number }) {
    this.#entries = new LRUCache({ ttl: options.ttlMs, max: options.max });
  }

  get(key: string, load: () => Promise<V>): Promise<V> {
    const found = this.#entries.get(key);
    if (found !== undefined) return found;
    const value = load();
    this.#entries.set(key, value);
    value.catch(() => {
      if (this.#entries.peek(key) === value) this.#entries.delete(key);
    });
    return value;
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }
}

/** One value per database, made when first asked for: verbs keep caches this way without sharing them between installations or tests. */
export function perDb<T>(make: (db: Db) => T): (db: Db) => T {
  const made = new WeakMap<Db, T>();
  return (db) => {
    const known = made.get(db);
    if (known !== undefined) return known;
    const fresh = make(db);
    made.set(db, fresh);
    return fresh;
  };
}
