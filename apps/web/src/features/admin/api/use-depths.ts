import type { QueueState } from '@docket/contracts/http/queue';
import type { TaskClass } from '@docket/contracts/judge/task';
import { useState } from 'react';

/** Samples kept: three minutes of them. */
const KEPT = 90;

export type Depths = ReadonlyMap<TaskClass, readonly number[]>;

/** How many waited in each class at each look since the page was opened. */
export function useDepths(queue: QueueState | undefined, at: number): Depths {
  const [held, setHeld] = useState<{ at: number; depths: Depths }>({ at: 0, depths: new Map() });
  if (queue === undefined || held.at === at) return held.depths;
  const depths = new Map(
    queue.classes.map((one) => [one.class, [...(held.depths.get(one.class) ?? []), one.waiting].slice(-KEPT)] as const),
  );
  // A look that is new belongs to the state that this very drawing shows.
  setHeld({ at, depths });
  return depths;
}
