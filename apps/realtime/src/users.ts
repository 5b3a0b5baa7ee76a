import type { Settings } from './settings.ts';
import { TokenBucket, type Rate } from './token-bucket.ts';

/** The bucket comes with the first command; most clients send none. */
type UserEntry = { connections: number; bucket: TokenBucket | undefined };

/** Who is connected here, how often, and their common command budget. */
export class Users {
  readonly #most: number;
  readonly #rate: Rate;
  readonly #entries = new Map<string, UserEntry>();

  constructor(settings: Settings) {
    this.#most = settings.maxConnectionsPerUser;
    this.#rate = { perSecond: settings.userCommandsPerSecond, burst: settings.userCommandBurst, debt: 0 };
  }

  get size(): number {
    return this.#entries.size;
  }

  /** False when the user has all the connections it may have. */
  enter(userId: string): boolean {
    const entry = this.#entries.get(userId);
    if (entry === undefined) {
      this.#entries.set(userId, { connections: 1, bucket: undefined });
      return true;
    }
    if (entry.connections >= this.#most) return false;
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
    const entry = this.#entries.get(userId);
    if (entry === undefined) return true;
    entry.bucket ??= new TokenBucket(this.#rate, now);
    return entry.bucket.take(now);
  }
}
