import type { Ctx } from '../spine/ctx.ts';
import { Movements } from './movements.ts';

export type Reader = Pick<Ctx, 'db' | 'log' | 'clock'>;

/** What is kept in memory of pools and of what they are of. */
export type Kept = {
  /** For the log: "the index of hotels". */
  readonly name: string;
  /** Reads all of it. */
  readonly load: (ctx: Reader) => Promise<void>;
  /** Reads what changes seldom, where it has changed: at most every few seconds. */
  readonly look: (ctx: Reader) => Promise<void>;
  /** Reads what is left in all of its pools. */
  readonly readAll: (ctx: Reader) => Promise<void>;
  /** Reads what is left in some of them. */
  readonly readPools: (ctx: Reader, ids: readonly string[]) => Promise<void>;
  readonly has: (poolId: string) => boolean;
};

/** It is answered by what was so at most this long ago. */
const FRESH_MS = 1_000;
/** From then on whoever asks has it refreshed, without waiting. */
const RENEW_MS = 100;
/** Looking for what changes seldom reads more than movements do. */
const LOOK_MS = 5_000;

/**
 * Keeps something in memory a second old at most, by the kernel's movements. The counters stay the truth. Whoever asks has it refreshed, so what nobody asks for costs nothing.
 * What could not be read, because the database went away in between, is read the next time.
 */
export class KeptFresh {
  readonly #kept: Kept;
  readonly #movements: Movements;
  /** Pools that have moved and were not read since. */
  readonly #missed = new Set<string>();
  #missedAll = false;
  #looked = -Infinity;
  #refreshed = -Infinity;
  #loading: Promise<void> | undefined;
  #refreshing: Promise<void> | undefined;

  constructor(kept: Kept, movements: Movements = new Movements()) {
    this.#kept = kept;
    this.#movements = movements;
  }

  /** Loads it, the first time, and sees to it that it is not older than a second. Many may ask at once. @throws what the database throws */
  async fresh(ctx: Reader): Promise<void> {
    this.#loading ??= this.#load(ctx).catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    await this.#loading;
    const age = performance.now() - this.#refreshed;
    if (age < RENEW_MS) return;
    this.#refreshing ??= this.#refresh(ctx).finally(() => {
      this.#refreshing = undefined;
    });
    if (age >= FRESH_MS) await this.#refreshing;
    else this.#refreshing.catch((error: unknown) => ctx.log.warn({ error }, `${this.#kept.name} was not refreshed`));
  }

  /** As `fresh`, for what has just been changed. */
  async renew(ctx: Reader): Promise<void> {
    await this.#refreshing?.catch(() => undefined);
    this.#refreshed = -Infinity;
    this.#looked = -Infinity;
    await this.fresh(ctx);
  }

  /** As `renew`, for what is not there: it may have come just now. Once a second at most. */
  async seek(ctx: Reader): Promise<void> {
    if (performance.now() - this.#looked > FRESH_MS) await this.renew(ctx);
  }

  async #load(ctx: Reader): Promise<void> {
    const started = performance.now();
    // Before the counters are read: what moves meanwhile is read again.
    await this.#movements.begin(ctx);
    await this.#kept.load(ctx);
    this.#refreshed = started;
    this.#looked = started;
  }

  async #refresh(ctx: Reader): Promise<void> {
    const started = performance.now();
    if (started - this.#looked >= LOOK_MS) {
      await this.#kept.look(ctx);
      this.#looked = started;
    }
    // Too much has moved since somebody last asked: then all of it is read, as at first.
    const pools = await this.#movements.next(ctx);
    if (pools === undefined) this.#missedAll = true;
    for (const id of pools ?? []) if (this.#kept.has(id)) this.#missed.add(id);
    const missed = [...this.#missed];
    if (this.#missedAll) await this.#kept.readAll(ctx);
    else if (missed.length > 0) await this.#kept.readPools(ctx, missed);
    this.#missedAll = false;
    for (const id of missed) this.#missed.delete(id);
    this.#refreshed = started;
  }
}
