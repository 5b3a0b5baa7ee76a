import { isAway } from '@docket/db/away';

/** A call that waits for its batch. */
type Waiting<I, O> = {
  readonly item: I;
  readonly resolve: (result: O) => void;
  readonly reject: (error: unknown) => void;
};

export type GatherOptions<I, O> = {
  /** Does the work of all items; the result of each under the very item. One that has none there is refused, and no other. */
  readonly run: (items: readonly I[]) => Promise<ReadonlyMap<I, O>>;
  /** Items of one batch at most. */
  readonly max: number;
  /** Batches at work at a time. */
  readonly lanes: number;
};

/** The result of work that has none but that it was done. */
export type Done = true;

/** Every item of a batch was done. */
export function allDone<I>(items: readonly I[]): ReadonlyMap<I, Done> {
  return new Map(items.map((item) => [item, true]));
}

/** What would befall each item alone, too: the database is away. A deadlock (40P01) is over with the batch, which then comes again. */
function isAboutAll(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return isAway(error) || code.startsWith('40');
}

/**
 * Makes one statement of calls that come together. A call that finds a free lane is run at once and alone; those that come
 * while all lanes are busy gather and go together when one is free. So an idle system answers as fast as without this,
 * and the busier it is the less each call costs. When a batch fails because of what is in it, its items are tried one by
 * one, so that one that cannot succeed does not take the others with it: `run` must have no effect when it throws.
 */
export function gather<I, O>(options: GatherOptions<I, O>): (item: I) => Promise<O> {
  const { run, max, lanes } = options;
  let waiting: Waiting<I, O>[] = [];
  let busy = 0;

  async function runBatch(batch: readonly Waiting<I, O>[]): Promise<void> {
    try {
      const results = await run(batch.map(({ item }) => item));
      for (const { item, resolve, reject } of batch) {
        const result = results.get(item);
        if (result === undefined) reject(new Error('a batch gave no result for an item of it'));
        else resolve(result);
      }
    } catch (error) {
      if (batch.length > 1 && !isAboutAll(error)) for (const call of batch) await runBatch([call]);
      else for (const call of batch) call.reject(error);
    }
  }

  function start(): void {
    while (busy < lanes && waiting.length > 0) {
      const batch = waiting.slice(0, max);
      waiting = waiting.slice(max);
      busy += 1;
      void runBatch(batch).finally(() => {
        busy -= 1;
        start();
      });
    }
  }

  return (item) =>
    new Promise<O>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      start();
    });
}
