import { setTimeout as sleep } from 'node:timers/promises';
import type { ChildEnd } from '@docket/runtime/embedded/process';
import { note } from '../output.ts';

type Running = { readonly ended: Promise<ChildEnd>; stop(): Promise<void> };

export type Kept<S extends Running> = {
  /** As it was started first; one that takes its place has the same address. */
  readonly first: S;
  /** Ends it for good. */
  stop(): Promise<void>;
};

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 10_000;
/** One that ran this long was healthy: its next death starts the delays anew. */
const HEALTHY_MS = 30_000;

/**
 * Starts a server and, whenever it dies, starts it again in the same place, with growing delays, and says so in a line each.
 * @throws when the first start fails
 */
export async function keepRunning<S extends Running>(name: string, start: () => Promise<S>): Promise<Kept<S>> {
  const first = await start();
  const stopping = new AbortController();
  let present: S | undefined = first;

  async function startAgain(): Promise<S | undefined> {
    try {
      const server = await start();
      note(`${name} is there again`);
      return server;
    } catch (error) {
      if (!stopping.signal.aborted)
        note(
          `${name} does not start: ${(error instanceof Error ? error.message : String(error)).replaceAll('\n', ' ')}`,
        );
      return undefined;
    }
  }

  async function watch(): Promise<void> {
    let delay = FIRST_DELAY_MS;
    let startedAt = Date.now();
    while (!stopping.signal.aborted) {
      if (present !== undefined) {
        const { code, signal } = await present.ended;
        present = undefined;
        if (stopping.signal.aborted) return;
        if (Date.now() - startedAt > HEALTHY_MS) delay = FIRST_DELAY_MS;
        note(`${name} ended (${signal ?? `status ${code ?? 'unknown'}`}); starting it again in ${delay} ms`);
      }
      await sleep(delay, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      delay = Math.min(delay * 2, LONGEST_DELAY_MS);
      startedAt = Date.now();
      present = await startAgain();
    }
  }

  const watching = watch();
  return {
    first,
    async stop() {
      stopping.abort();
      await present?.stop();
      await watching;
      // It may just have been started again.
      await present?.stop();
    },
  };
}
