import { note } from './output.ts';

/** Aborts on the first SIGINT, SIGTERM or SIGHUP. A second one more than a second later ends the process at once; its children end with it. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  let first = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (first === 0) {
      first = Date.now();
      note(`${signal}: stopping`);
      controller.abort(new Error(`stopped by ${signal}`));
    } else if (Date.now() - first > 1_000) {
      process.exit(130);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return controller.signal;
}

/** Resolves when the signal aborts. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  // A pending promise alone does not keep Node alive.
  const keepAlive = setInterval(() => undefined, 2 ** 30);
  signal.addEventListener('abort', () => resolve(), { once: true });
  await promise;
  clearInterval(keepAlive);
}
