import type { Settings } from './settings.ts';
import { TokenBucket } from './token-bucket.ts';

type UserEntry = { connections: number; readonly bucket: TokenBucket };

/** Who is connected here, how often, and their common command budget. */
export class Users {
  readonly #settings: Settings;
  readonly #entries = new Map<string, UserEntry>();

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** False when the user has all the connections it may have. */
  enter(userId: string, now: number): boolean {
    const entry = this.#entries.get(userId);
    if (entry === undefined) {
      const bucket = new TokenBucket(this.#settings.userCommandsPerSecond, this.#settings.userCommandBurst, now);
      this.#entries.set(userId, { connections: 1, bucket });
      return true;
    }
    if (entry.connections >= this.#settings.maxConnectionsPerUser) return false;
    entry.connections += 1;
    return true;
  }

  leave(userId: string): void {
    const entry = this.#entries.get(userId);
    if (entry === undefined) return;
    entry.connections -= 1;
    if (entry.connections === 0) this.#entries.delete(userId);
  }

  takeCommand(userId: string, now: number): boolean {
    return this.#entries.get(userId)?.bucket.take(now) ?? true;
  }
}
