import type { Connection } from './connection/connection.ts';

/**
 * Pings every connection once per turn with one shared timer: each sits in a slot, each tick visits one slot, and the
 * slot visited a pong's time ago is looked at for those that did not answer.
 */
export class PingWheel {
  readonly tickMs: number;
  readonly #slots: readonly Set<Connection>[];
  readonly #pongTicks: number;
  #tick = 0;
  #next = 0;

  constructor(pingMs: number, pongMs: number) {
    this.tickMs = Math.max(20, Math.min(1_000, Math.round(pingMs / 25)));
    const count = Math.max(2, Math.round(pingMs / this.tickMs));
    this.#pongTicks = Math.min(count - 1, Math.ceil(pongMs / this.tickMs));
    this.#slots = Array.from({ length: count }, () => new Set<Connection>());
  }

  /** Adds a connection, spread evenly. @returns its place, for `remove` */
  add(connection: Connection): number {
    const place = this.#next % this.#slots.length;
    this.#next = place + 1;
    this.#slotAt(place).add(connection);
    return place;
  }

  remove(connection: Connection, place: number): void {
    this.#slotAt(place).delete(connection);
  }

  tick(): void {
    for (const connection of this.#slotAt(this.#tick - this.#pongTicks)) connection.closeUnlessPong();
    for (const connection of this.#slotAt(this.#tick)) connection.ping();
    this.#tick += 1;
  }

  #slotAt(index: number): Set<Connection> {
    const count = this.#slots.length;
    const slot = this.#slots[((index % count) + count) % count];
    if (slot === undefined) throw new RangeError(`no slot ${index}`);
    return slot;
  }
}
