type Waiting<I, O> = {
  readonly input: I;
  readonly resolve: (output: O) => void;
  readonly reject: (cause: unknown) => void;
};

/** So many in one call, at most: others who use the connection wait for it. */
const MOST = 200;
/** From one call to the next, while there is one after the other. */
const PACE_MS = 2;

/**
 * What is asked for in one turn of the event loop, asked in one call; what comes shortly after a call waits for others until `PACE_MS` have passed
 * since. When many connect at once, most of what each costs is the writing of one more small command, and a busy loop alone does not
 * gather them: it takes them in by twos and threes. Who comes alone waits for nobody.
 * @param work answers each input, in order, with an output or an error; when it throws, all have failed
 */
export function together<I, O>(
  work: (inputs: readonly I[]) => Promise<readonly (O | Error)[]>,
): (input: I) => Promise<O> {
  let waiting: Waiting<I, O>[] = [];
  let last = Number.NEGATIVE_INFINITY;

  async function run(some: readonly Waiting<I, O>[]): Promise<void> {
    try {
      const outputs = await work(some.map(({ input }) => input));
      for (const [index, { resolve, reject }] of some.entries()) {
        const output = outputs[index];
        if (output === undefined || output instanceof Error) reject(output ?? new Error('there was no answer'));
        else resolve(output);
      }
    } catch (error) {
      for (const { reject } of some) reject(error);
    }
  }

  function go(): void {
    const all = waiting;
    waiting = [];
    last = performance.now();
    for (let from = 0; from < all.length; from += MOST) void run(all.slice(from, from + MOST));
  }

  return (input) => {
    const { promise, resolve, reject } = Promise.withResolvers<O>();
    if (waiting.push({ input, resolve, reject }) === 1) {
      const since = performance.now() - last;
      if (since >= PACE_MS) setImmediate(go);
      else setTimeout(go, Math.ceil(PACE_MS - since));
    }
    return promise;
  };
}
