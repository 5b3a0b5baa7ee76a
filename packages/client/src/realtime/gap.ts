import type { Position } from './protocol.ts';

/**
 * Events of a channel that were published and will not come: they are older than what the server keeps, or cannot be read by this version of the SDK.
 * What they told of has to be read over HTTP.
 */
export type EventGap = {
  readonly type: 'gap';
  readonly channel: string;
  /** After this place; before the gap everything came. */
  readonly after: Position;
  /** Up to and with this place. Events go on behind it. */
  readonly upTo: Position;
  /** How many events are missing at most; undefined where the server has begun to count anew. */
  readonly atMost: number | undefined;
  /** When the last event before the gap was made (ISO 8601); undefined when none came since the program started. */
  readonly since: string | undefined;
};

export function gapBetween(channel: string, after: Position, upTo: Position, since: string | undefined): EventGap {
  const atMost = after.epoch === upTo.epoch ? Math.max(1, upTo.offset - after.offset) : undefined;
  return { type: 'gap', channel, after, upTo, atMost, since };
}
