import type { EventEnvelope } from '@docket/contracts/events/envelope';
import type { RealtimeListener } from './realtime.ts';
import type { EventGap } from './realtime/gap.ts';
import { Wakeup } from './wakeup.ts';

/**
 * Every event of a channel from now on, or from the place that was kept, each once and in order, until `signal` aborts. Where some were missed that
 * cannot be told any more, an `EventGap` comes in their place and says which.
 */
export async function* streamEvents(
  listen: (listener: RealtimeListener) => () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<EventEnvelope | EventGap, void, undefined> {
  const wakeup = new Wakeup(signal);
  const pending: (EventEnvelope | EventGap)[] = [];
  const take = (next: EventEnvelope | EventGap) => {
    pending.push(next);
    wakeup.ring();
  };
  const release = listen({
    event: take,
    resync: (_recovered, gap) => {
      if (gap !== undefined) take(gap);
    },
  });
  try {
    while (signal?.aborted !== true) {
      const next = pending.shift();
      if (next === undefined) await wakeup.wait(Number.POSITIVE_INFINITY);
      else yield next;
    }
  } finally {
    release();
    wakeup.dispose();
  }
}
