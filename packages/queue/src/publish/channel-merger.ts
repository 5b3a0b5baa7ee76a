import type { EventEnvelope } from '@docket/contracts/events/envelope';
import type { OutboxEvent, OutboxRow } from '@docket/db/outbox';
import { mergeSeatChanges } from './merge-seats.ts';

/** At most twenty publications a second on a channel of these. */
const EVERY_MS = 50;

export type MergeableEvent = OutboxEvent & { readonly envelope: EventEnvelope<'seats.changed'> };

export function isMergeable(row: OutboxRow): row is MergeableEvent {
  return row.topic === 'event' && row.envelope.type === 'seats.changed';
}

type Lane = { pending: MergeableEvent[]; timer: NodeJS.Timeout };

/**
 * For channels that many watch and much happens on: the first event goes out at once, those that follow within 50 ms go
 * together as one that says the same. Nothing is left out, in particular not the last.
 */
export class ChannelMerger {
  readonly #publish: (rows: readonly MergeableEvent[], merged: MergeableEvent) => Promise<void>;
  readonly #lanes = new Map<string, Lane>();
  readonly #running = new Set<Promise<void>>();

  /** @param options.publish sends the merged event; does not throw */
  constructor(options: {
    readonly publish: (rows: readonly MergeableEvent[], merged: MergeableEvent) => Promise<void>;
  }) {
    this.#publish = options.publish;
  }

  add(row: MergeableEvent): void {
    const lane = this.#lanes.get(row.channel);
    if (lane !== undefined) {
      lane.pending.push(row);
      return;
    }
    this.#lanes.set(row.channel, { pending: [], timer: this.#later(row.channel) });
    this.#send([row]);
  }

  #later(channel: string): NodeJS.Timeout {
    return setTimeout(() => this.#turn(channel), EVERY_MS);
  }

  #turn(channel: string): void {
    const lane = this.#lanes.get(channel);
    if (lane === undefined) return;
    if (lane.pending.length === 0) {
      this.#lanes.delete(channel);
      return;
    }
    const rows = lane.pending;
    this.#lanes.set(channel, { pending: [], timer: this.#later(channel) });
    this.#send(rows);
  }

  #send(rows: readonly MergeableEvent[]): void {
    const last = rows.at(-1);
    if (last === undefined) return;
    const merged =
      rows.length === 1
        ? last
        : { ...last, envelope: { ...last.envelope, data: mergeSeatChanges(rows.map((row) => row.envelope.data)) } };
    const run = this.#publish(rows, merged);
    this.#running.add(run);
    void run.finally(() => this.#running.delete(run));
  }

  /** Sends what waits, at once, and waits for all of it. */
  async drain(): Promise<void> {
    for (const [channel, lane] of this.#lanes) {
      clearTimeout(lane.timer);
      this.#lanes.delete(channel);
      this.#send(lane.pending);
    }
    await Promise.all(this.#running);
  }
}
