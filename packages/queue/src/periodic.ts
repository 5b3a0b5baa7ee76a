import type { Logger } from '@docket/runtime/logger';

/**
 * Runs `work` again and again with a pause of `everyMs` between the end of one run and the start of the next.
 * Errors are logged and do not end the loop. `work` returns true when there is more to do at once.
 * @param everyMs asked before each pause where it is a function
 */
export function startPeriodic(
  name: string,
  everyMs: number | (() => number),
  log: Logger,
  work: () => Promise<boolean | void>,
): { stop: () => Promise<void> } {
  const stopped = new AbortController();
  let wake: () => void = () => undefined;

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      let more = false;
      try {
        more = (await work()) === true;
      } catch (error) {
        log.warn({ err: error, loop: name }, 'a periodic task failed; it will be tried again');
      }
      if (more || stopped.signal.aborted) continue;
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, typeof everyMs === 'function' ? everyMs() : everyMs);
      wake = resolve;
      await promise;
      clearTimeout(timer);
    }
  }

  const done = run();
  return {
    async stop() {
      stopped.abort();
      wake();
      await done;
    },
  };
}
