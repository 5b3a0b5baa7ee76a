import type { EventData, EventEnvelope, EventType } from '@docket/contracts/events/envelope';
import type { RoomMoved } from '@docket/contracts/events/waiting-room';
import { mergeScoreboard } from './merge-scoreboard.ts';
import { mergeSeatChanges } from './merge-seats.ts';

type Merges = { readonly [T in EventType]?: (data: readonly EventData<T>[]) => EventData<T> };

/** What is told as far as the room has come; `served` never falls. @param progress at least one */
function furthest(progress: readonly RoomMoved[]): RoomMoved {
  return progress.reduce((best, other) => (other.served >= best.served ? other : best));
}

/**
 * How several events of one channel become one that says the same, by type. A type that is not here is never merged;
 * a new one is an entry here.
 */
const merges = {
  'seats.changed': mergeSeatChanges,
  'room.moved': furthest,
  'scoreboard.changed': mergeScoreboard,
} as const satisfies Merges;

export type MergeableType = keyof typeof merges;
export type MergeableEnvelope = EventEnvelope<MergeableType>;

export function isMergeable(envelope: EventEnvelope): envelope is MergeableEnvelope {
  return envelope.type in merges;
}

/** The type ties data and merge together, which the compiler follows for one type at a time only. */
function mergeData(type: MergeableType, data: readonly unknown[]): unknown {
  return (merges[type] as (data: readonly unknown[]) => unknown)(data);
}

/**
 * Several events of one channel and one type as the last of them that says what all of them say.
 * @param envelopes in the order of the channel, at least one, all of one type
 * @throws RangeError for none, TypeError for several types
 */
export function mergeEvents(envelopes: readonly MergeableEnvelope[]): MergeableEnvelope {
  const last = envelopes.at(-1);
  if (last === undefined) throw new RangeError('no events to merge');
  if (envelopes.length === 1) return last;
  if (envelopes.some(({ type }) => type !== last.type)) throw new TypeError('events of several types cannot be merged');
  const data = mergeData(
    last.type,
    envelopes.map((envelope) => envelope.data),
  );
  return { ...last, data } as MergeableEnvelope;
}
