/** What buckets of one kind share. */
export type Rate = {
  readonly perSecond: number;
  readonly burst: number;
  /**
   * How far refusals may deepen what is owed. 0: they cost nothing, so whoever is refused gets in as soon as the rate allows one more, however
   * many others were refused meanwhile. More: who goes on after refusals is kept out for longer, and can be told (`flooding`).
   */
  readonly debt: number;
};

/** A refill rate with a burst. Holds two numbers and no timer. */
export class TokenBucket {
  readonly #rate: Rate;
  #tokens: number;
  #at: number;

  constructor(rate: Rate, now: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#at = now;
  }

  /** Takes one; false when there is none. */
  take(now: number): boolean {
    this.#tokens = this.#filled(now);
    this.#at = now;
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      return true;
    }
    const { debt } = this.#rate;
    if (debt > 0) this.#tokens = Math.max(this.#tokens - 1, -debt);
    return false;
  }

  /** Somebody who goes on after as many refusals as the debt allows. */
  get flooding(): boolean {
    const { debt } = this.#rate;
    return debt > 0 && this.#tokens <= -debt;
  }

  isFull(now: number): boolean {
    return this.#filled(now) >= this.#rate.burst;
  }

  #filled(now: number): number {
    const { perSecond, burst } = this.#rate;
    return Math.min(burst, this.#tokens + ((now - this.#at) * perSecond) / 1_000);
  }
}
