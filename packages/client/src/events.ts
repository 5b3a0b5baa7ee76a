import type { EventEnvelope } from '@docket/contracts/events/envelope';
import type { RealtimeListener } from './realtime.ts';
import type { EventGap } from './realtime/gap.ts';
import type { Position } from './realtime/protocol.ts';
import { Wakeup } from './wakeup.ts';

type Item = { readonly told: EventEnvelope | EventGap; readonly before: Position | undefined };

/**
 * Every event of a channel from now on, or from the place that was kept, each once and in order, until `signal` aborts. Where some were missed that
 * cannot be told any more, an `EventGap` comes in their place and says which. Asking for the next says that one is done with: a place that is kept over
 * restarts lies before all others, so that after a crash they come again.
 */
export async function* streamEvents(
  listen: (listener: RealtimeListener) => () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<EventEnvelope | EventGap, void, undefined> {
  const wakeup = new Wakeup(signal);
  /** The first is being worked on. */
  const items: Item[] = [];
  const take = (told: Item['told'], before?: Position) => {
    items.push({ told, before });
    wakeup.ring();
  };
  const release = listen({
    event: take,
    resync: (_recovered, gap) => {
      if (gap !== undefined) take(gap, gap.after);
    },
    doneTo: () => items[0]?.before,
  });
  let working = false;
  try {
    while (signal?.aborted !== true) {
      const [next] = items;
      if (next === undefined) await wakeup.wait(Number.POSITIVE_INFINITY);
      else {
        working = true;
        yield next.told;
        working = false;
        items.shift();
      }
    }
  } finally {
    // Who leaves the loop is done with what it was given.
    if (working) items.shift();
    release();
    wakeup.dispose();
  }
}
