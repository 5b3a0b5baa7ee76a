/** A refill rate with a burst. Holds a few numbers and no timer. */
export class TokenBucket {
  readonly #perMs: number;
  readonly #burst: number;
  readonly #deepest: number;
  #tokens: number;
  #at: number;

  /**
   * @param debt how far refusals may deepen what is owed. 0: they cost nothing, so whoever is refused gets in as soon as the rate allows
   * one more, however many others were refused meanwhile. More: who goes on after refusals is kept out for longer, and can be told (`flooding`).
   */
  constructor(perSecond: number, burst: number, now: number, debt = 0) {
    this.#perMs = perSecond / 1_000;
    this.#burst = burst;
    this.#deepest = -debt;
    this.#tokens = burst;
    this.#at = now;
  }

  /** Takes one; false when there is none. */
  take(now: number): boolean {
    this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#at) * this.#perMs);
    this.#at = now;
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      return true;
    }
    if (this.#deepest < 0) this.#tokens = Math.max(this.#tokens - 1, this.#deepest);
    return false;
  }

  /** Somebody who goes on after as many refusals as the debt allows. */
  get flooding(): boolean {
    return this.#deepest < 0 && this.#tokens <= this.#deepest;
  }

  isFull(now: number): boolean {
    return this.#tokens + (now - this.#at) * this.#perMs >= this.#burst;
  }
}
