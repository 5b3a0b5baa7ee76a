import type { QueueMoved } from '@docket/contracts/events/queue';
import type { WaitReason } from '@docket/contracts/judge/task';

/** What the states of submissions and runs have in common, and the rules by which both take in what they hear. */

/** A task between QUEUED and its end, and how many of its tests or cases are done. */
export type Progress = { readonly status: string; readonly done: number };

/** Is `a` at least as far as `b`? An end, once reached in an attempt, is not replaced by a step on the way to it. */
export function isAhead(a: Progress, b: Progress): boolean {
  const difference = phase(a.status) - phase(b.status);
  return difference > 0 || (difference === 0 && a.done >= b.done);
}

function phase(status: string): number {
  const place = ['QUEUED', 'COMPILING', 'RUNNING'].indexOf(status);
  return place === -1 ? 3 : place;
}

/** Union by ordinal, in order. Where both lists have one, the second's counts if `prefers` says so of it and the first's. */
export function unite<Item extends { readonly ordinal: number }>(
  first: readonly Item[],
  second: readonly Item[],
  prefers: (item: Item, held: Item) => boolean,
): Item[] {
  const byOrdinal = new Map(first.map((item) => [item.ordinal, item]));
  for (const item of second) {
    const held = byOrdinal.get(item.ordinal);
    if (held === undefined || prefers(item, held)) byOrdinal.set(item.ordinal, item);
  }
  return [...byOrdinal.values()].sort((a, b) => a.ordinal - b.ordinal);
}

type Waiting = {
  readonly status: string;
  readonly queuePosition: number | null;
  readonly expectedWaitSeconds: number | null;
  readonly waitReason?: WaitReason | null | undefined;
};

/** Takes in a new place in the queue. Places are of the moment: one that comes after the queue was left is ignored. */
export function applyMoved<State extends Waiting>(
  state: State,
  moved: QueueMoved,
  task: { readonly kind: QueueMoved['tasks'][number]['kind']; readonly id: string },
): State {
  if (state.status !== 'QUEUED') return state;
  const place = moved.tasks.find(({ kind, id }) => kind === task.kind && id === task.id);
  if (place === undefined) return state;
  const { queuePosition, expectedWaitSeconds, waitReason } = place;
  return { ...state, queuePosition, expectedWaitSeconds, waitReason };
}

/** Where a task stands in the queue once it has this status. */
export function placeIn(status: string, base: Waiting): Omit<Waiting, 'status'> {
  if (status !== 'QUEUED') return { queuePosition: null, expectedWaitSeconds: null, waitReason: undefined };
  const { queuePosition, expectedWaitSeconds, waitReason } = base;
  return { queuePosition, expectedWaitSeconds, waitReason };
}
