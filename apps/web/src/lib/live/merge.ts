import type { EventEnvelope, EventType } from '@docket/contracts/events/envelope';

const AGAIN = Symbol('read again');

/** What an event makes of what is held, where that is not all: the server is to be asked as well. */
export type Again<Data> = { readonly [AGAIN]: Data };

/** @param data is shown until the answer is there */
export function again<Data>(data: Data): Again<Data> {
  return { [AGAIN]: data };
}

/**
 * How events change what a query holds, by their type. Each is pure, drops what is older than what is held, and gives
 * back the very same object for what does not concern it: events come twice, late, and after a read that holds them.
 */
export type Merges<Data> = {
  readonly [Type in EventType]?: (held: Data, event: EventEnvelope<Type>) => Data | Again<Data>;
};

/** Takes one event into what is held. */
export function mergeEvent<Data>(
  held: Data,
  event: EventEnvelope,
  merges: Merges<Data>,
): { readonly data: Data; readonly again: boolean } {
  const merged = mergeOf(merges, event)?.(held, event) ?? held;
  return isAgain(merged) ? { data: merged[AGAIN], again: true } : { data: merged, again: false };
}

export function concerns<Data>(event: EventEnvelope, merges: Merges<Data>): boolean {
  return mergeOf(merges, event) !== undefined;
}

/** The function that is named after an event takes that event, which the compiler cannot follow through a lookup. */
function mergeOf<Data>(merges: Merges<Data>, event: EventEnvelope) {
  return merges[event.type] as ((held: Data, event: EventEnvelope) => Data | Again<Data>) | undefined;
}

function isAgain<Data>(merged: Data | Again<Data>): merged is Again<Data> {
  return typeof merged === 'object' && merged !== null && AGAIN in merged;
}
