import { isAway } from '@docket/db/away';
import type { Db } from '@docket/db/client';
import type { Logger } from '@docket/runtime/logger';
import type { Ctx } from './ctx.ts';

const FIRST_MS = 1_000;
const CAP_MS = 60_000;

type Trouble = { readonly failures: number; readonly until: number };

export type ApartOptions = {
  /** For the log. */
  readonly loop: string;
  readonly log: Logger;
};

/**
 * Keeps the subjects of a loop apart: one that fails is logged by its id, left alone for a while that doubles from a second to a minute, and
 * does not stop those after it. Kept from turn to turn of the loop, for the pauses.
 */
export class Apart {
  readonly #options: ApartOptions;
  readonly #troubles = new Map<string, Trouble>();

  constructor(options: ApartOptions) {
    this.#options = options;
  }

  /**
   * Works on one subject after the other. @throws what says that the database is away: it would be so for all the others.
   * @param idOf names a subject, in the log too
   */
  async each<T>(
    subjects: readonly T[],
    idOf: (subject: T) => string,
    work: (subject: T) => Promise<void>,
  ): Promise<void> {
    for (const subject of subjects) await this.one(idOf(subject), () => work(subject));
  }

  /** Those that are left alone at the moment. */
  resting(): string[] {
    const now = performance.now();
    return [...this.#troubles].filter(([, { until }]) => until > now).map(([id]) => id);
  }

  /** One of them. @returns what `work` returned; undefined when it failed or is left alone. @throws as `each` */
  async one<R>(id: string, work: () => Promise<R>): Promise<R | undefined> {
    const trouble = this.#troubles.get(id);
    if (trouble !== undefined && trouble.until > performance.now()) return undefined;
    try {
      const result = await work();
      this.#troubles.delete(id);
      return result;
    } catch (error) {
      if (isAway(error)) throw error;
      this.#note(id, error, (trouble?.failures ?? 0) + 1);
      return undefined;
    }
  }

  #note(id: string, error: unknown, failures: number): void {
    const pauseMs = Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10));
    this.#forgetOld();
    this.#troubles.set(id, { failures, until: performance.now() + pauseMs });
    const { loop, log } = this.#options;
    log.error({ err: error, loop, subject: id, failures, pauseMs }, 'one subject of a loop failed; the others go on');
  }

  /** What has not failed again long after its pause is well, or gone. */
  #forgetOld(): void {
    const before = performance.now() - 10 * CAP_MS;
    for (const [id, { until }] of this.#troubles) if (until < before) this.#troubles.delete(id);
  }
}

/** For a verb that works on many: what it has seen fail is remembered from call to call, for each database. */
export function apartIn(loop: string): (ctx: Pick<Ctx, 'db' | 'log'>) => Apart {
  const made = new WeakMap<Db, Apart>();
  return ({ db, log }) => {
    const known = made.get(db) ?? new Apart({ loop, log });
    made.set(db, known);
    return known;
  };
}
