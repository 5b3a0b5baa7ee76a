import type { EventEnvelope } from '@docket/contracts/events/envelope';
import type { RealtimeListener } from './realtime.ts';
import { Wakeup } from './wakeup.ts';

/** Every event of the caller's channel from now on, each once and in order, until `signal` aborts. */
export async function* streamEvents(
  listen: (listener: RealtimeListener) => () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<EventEnvelope, void, undefined> {
  const wakeup = new Wakeup(signal);
  const pending: EventEnvelope[] = [];
  const release = listen({
    event: (event) => {
      pending.push(event);
      wakeup.ring();
    },
  });
  try {
    while (signal?.aborted !== true) {
      const next = pending.shift();
      if (next === undefined) await wakeup.wait(60_000);
      else yield next;
    }
  } finally {
    release();
    wakeup.dispose();
  }
}
