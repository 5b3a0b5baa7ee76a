import { monotonicMs } from './clock.ts';
import { DocketApiError } from './errors.ts';

/** Two: one that may hang on a network that is gone, and one on the network there is. */
const AT_ONCE = 2;

/**
 * The reads of one thing that is watched: when the next is due, and what came of those on their way. Nothing waits for a read; `ring` says that one
 * has come to an end.
 */
export class Reader<S> {
  readonly #read: (signal: AbortSignal) => Promise<S>;
  readonly #ring: () => void;
  readonly #abort = new AbortController();
  #snapshots: S[] = [];
  #failure: { readonly error: unknown } | undefined;
  #underWay = 0;
  /** As soon as `#blockedUntil` allows, instead of at the next interval. */
  #wanted = false;
  /** And not only after those that are on their way. */
  #beside = false;
  #readAt = 0;
  #blockedUntil = 0;
  #failures = 0;

  constructor(read: (signal: AbortSignal) => Promise<S>, ring: () => void) {
    this.#read = read;
    this.#ring = ring;
  }

  /** Asks for a read that begins after this moment. @param beside without waiting for one that is on its way */
  want({ beside = false }: { readonly beside?: boolean } = {}): void {
    this.#wanted = true;
    this.#beside ||= beside;
  }

  /** Milliseconds until the next read is due, at this interval after the last; infinite while one is waited for. */
  dueIn(intervalMs: number): number {
    if (this.#underWay > 0 && !(this.#beside && this.#underWay < AT_ONCE)) return Number.POSITIVE_INFINITY;
    const at = this.#wanted ? 0 : this.#readAt + intervalMs;
    return Math.max(at, this.#blockedUntil) - monotonicMs();
  }

  start(): void {
    this.#wanted = false;
    this.#beside = false;
    this.#underWay += 1;
    const settle = (took: () => void) => {
      this.#underWay -= 1;
      took();
      this.#ring();
    };
    this.#read(this.#abort.signal).then(
      (snapshot) => settle(() => this.#succeed(snapshot)),
      (error: unknown) => settle(() => this.#fail(error)),
    );
  }

  /** What has been read since the last call. @throws what waiting will not cure */
  take(): S[] {
    if (this.#failure !== undefined) throw this.#failure.error;
    return this.#snapshots.splice(0);
  }

  dispose(): void {
    this.#abort.abort();
  }

  #succeed(snapshot: S): void {
    this.#snapshots.push(snapshot);
    this.#readAt = monotonicMs();
    this.#failures = 0;
    this.#blockedUntil = 0;
  }

  #fail(error: unknown): void {
    if (!(error instanceof DocketApiError) || !error.transient) {
      if (!this.#abort.signal.aborted) this.#failure = { error };
      return;
    }
    this.#wanted = true;
    this.#failures += 1;
    const wait = error.retryAfter === undefined ? Math.min(500 * 2 ** this.#failures, 15_000) : error.retryAfter * 1000;
    this.#blockedUntil = monotonicMs() + wait;
  }
}
