import type { Db } from '@docket/db/client';

type Entry<V> = { readonly value: Promise<V>; readonly until: number };

/**
 * Remembers answers for a short, fixed time. Callers that ask for the same key at once share one load;
 * a load that fails is not kept. Bounded: the entry set longest ago goes first.
 */
export class TtlCache<V> {
  readonly #entries = new Map<string, Entry<V>>();
  readonly #ttlMs: number;
  readonly #max: number;

  constructor(options: { readonly ttlMs: number; readonly max: number }) {
    this.#ttlMs = options.ttlMs;
    this.#max = options.max;
  }

  get(key: string, load: () => Promise<V>): Promise<V> {
    const found = this.#entries.get(key);
    if (found !== undefined && found.until > performance.now()) return found.value;
    const value = load();
    const entry = { value, until: performance.now() + this.#ttlMs };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    value.catch(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    });
    if (this.#entries.size > this.#max) {
      for (const oldest of this.#entries.keys()) {
        this.#entries.delete(oldest);
        break;
      }
    }
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
