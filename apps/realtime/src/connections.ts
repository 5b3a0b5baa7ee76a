import { setTimeout as sleep } from 'node:timers/promises';
import type { AccessChanged } from '@docket/contracts/events/identity';
import type { Connection } from './connection/connection.ts';
import type { RealtimeMetrics } from './metrics.ts';
import { PingWheel } from './ping-wheel.ts';
import type { Settings } from './settings.ts';

const RELIEF_MS = 250;
const EXPIRY_MS = 1_000;

/** All sockets of the gateway and everything about them that depends on time: four timers in all, none per socket. */
export class Connections {
  readonly #settings: Settings;
  readonly #metrics: RealtimeMetrics;
  readonly #wheel: PingWheel;
  /** Not finished connecting, with their deadlines; in the order of arrival, so the first not due ends the search. */
  readonly #pending = new Map<Connection, number>();
  /** With their places in the wheel. */
  readonly #ready = new Map<Connection, number>();
  readonly #slow = new Set<Connection>();
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(settings: Settings, metrics: RealtimeMetrics) {
    this.#settings = settings;
    this.#metrics = metrics;
    this.#wheel = new PingWheel(settings.pingMs, settings.pongMs);
  }

  get size(): number {
    return this.#pending.size + this.#ready.size;
  }

  start(): void {
    this.#timers.push(
      setInterval(() => this.#wheel.tick(), this.#wheel.tickMs),
      setInterval(() => this.#closeStale(), Math.min(1_000, this.#settings.connectTimeoutMs / 4)),
      setInterval(() => this.#relieveSlow(), RELIEF_MS),
      setInterval(() => this.#closeExpired(), Math.min(EXPIRY_MS, this.#settings.expiryGraceMs)),
    );
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  add(connection: Connection, now: number): void {
    this.#pending.set(connection, now + this.#settings.connectTimeoutMs);
  }

  ready(connection: Connection): void {
    this.#pending.delete(connection);
    this.#ready.set(connection, this.#wheel.add(connection));
  }

  slow(connection: Connection): void {
    this.#slow.add(connection);
    this.#metrics.slow.inc();
  }

  closed(connection: Connection, code: number): void {
    this.#pending.delete(connection);
    this.#slow.delete(connection);
    const place = this.#ready.get(connection);
    if (place !== undefined) this.#wheel.remove(connection, place);
    this.#ready.delete(connection);
    this.#metrics.closes.inc({ code });
  }

  /** Lets open sockets follow what happened to an account. */
  accessChanged(change: AccessChanged): void {
    for (const connection of [...this.#ready.keys(), ...this.#pending.keys()]) connection.follow(change);
  }

  /**
   * A phone that changed networks leaves connections behind that nobody has noticed to be dead: all of the user's are asked for a sign of life,
   * and the oldest that gives none in time is closed. @returns whether one was
   */
  async makeRoom(userId: string): Promise<boolean> {
    const theirs = [...this.#ready.keys()].filter((connection) => connection.userId === userId);
    for (const connection of theirs) connection.probe();
    await sleep(this.#settings.roomMs);
    const dead = theirs.find((connection) => connection.isSilent && this.#ready.has(connection));
    dead?.close('noPong');
    return dead !== undefined;
  }

  /** Unsent bytes of those that do not keep up. */
  get bufferedBytes(): number {
    let bytes = 0;
    for (const connection of this.#slow) bytes += connection.bufferedBytes;
    return bytes;
  }

  /**
   * Closes all with 3001, a slice at a time: the gateways they go to need 200 to 340 microseconds of CPU for each.
   * Resolves when none is left.
   */
  async drain(): Promise<void> {
    const { drainMs, drainSliceMs, drainSliceMin } = this.#settings;
    const slice = Math.max(drainSliceMin, Math.ceil((this.size * drainSliceMs) / drainMs));
    while (this.size > 0) {
      const leaving = [...this.#ready.keys(), ...this.#pending.keys()].slice(0, slice);
      for (const connection of leaving) connection.close('shutdown');
      await sleep(drainSliceMs);
    }
  }

  #closeStale(): void {
    const now = Date.now();
    for (const [connection, deadline] of this.#pending) {
      if (deadline > now) break;
      connection.close('stale');
    }
  }

  #relieveSlow(): void {
    const now = Date.now();
    for (const connection of this.#slow) {
      if (connection.relieve(now)) this.#slow.delete(connection);
    }
  }

  #closeExpired(): void {
    const now = Date.now();
    for (const connection of this.#ready.keys()) connection.closeIfExpired(now);
  }
}
