import type { OutboxEvent, OutboxRow } from '@docket/db/outbox';
import { isMergeable, mergeEvents, type MergeableEnvelope } from './merge-events.ts';

/** At most twenty publications a second on a channel of these. */
const EVERY_MS = 50;

export type MergeableEvent = OutboxEvent & { readonly envelope: MergeableEnvelope };

export function isMergeableRow(row: OutboxRow): row is MergeableEvent {
  return row.topic === 'event' && isMergeable(row.envelope);
}

/** What is told of one channel by one type of event. */
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
    const key = `${row.channel} ${row.envelope.type}`;
    const lane = this.#lanes.get(key);
    if (lane !== undefined) {
      lane.pending.push(row);
      return;
    }
    this.#lanes.set(key, { pending: [], timer: this.#later(key) });
    this.#send([row]);
  }

  #later(key: string): NodeJS.Timeout {
    return setTimeout(() => this.#turn(key), EVERY_MS);
  }

  #turn(key: string): void {
    const lane = this.#lanes.get(key);
    if (lane === undefined) return;
    if (lane.pending.length === 0) {
      this.#lanes.delete(key);
      return;
    }
    const rows = lane.pending;
    this.#lanes.set(key, { pending: [], timer: this.#later(key) });
    this.#send(rows);
  }

  #send(rows: readonly MergeableEvent[]): void {
    const last = rows.at(-1);
    if (last === undefined) return;
    const run = this.#publish(rows, { ...last, envelope: mergeEvents(rows.map(({ envelope }) => envelope)) });
    this.#running.add(run);
    void run.finally(() => this.#running.delete(run));
  }

  /** Sends what waits, at once, and waits for all of it. */
  async drain(): Promise<void> {
    for (const [key, lane] of this.#lanes) {
      clearTimeout(lane.timer);
      this.#lanes.delete(key);
      this.#send(lane.pending);
    }
    await Promise.all(this.#running);
  }
}
