/** Values by key, the least recently used forgotten when together they hold more than the limit. */
export class ByteLru<V> {
  readonly #limit: number;
  readonly #held = new Map<string, { readonly value: V; readonly bytes: number }>();
  #bytes = 0;

  constructor(limitBytes: number) {
    this.#limit = limitBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  has(key: string): boolean {
    return this.#held.has(key);
  }

  get(key: string): V | undefined {
    const found = this.#held.get(key);
    if (found === undefined) return undefined;
    this.#held.delete(key);
    this.#held.set(key, found);
    return found.value;
  }

  /** Does nothing for a known key, or for a value over a quarter of the limit, which would push out too much else. */
  set(key: string, value: V, bytes: number): void {
    if (bytes > this.#limit / 4 || this.#held.has(key)) return;
    this.#held.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const [oldest, held] of this.#held) {
      if (this.#bytes <= this.#limit) break;
      this.#held.delete(oldest);
      this.#bytes -= held.bytes;
    }
  }
}
