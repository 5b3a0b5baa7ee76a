/** A refill rate with a burst. Holds two numbers and no timer. */
export class TokenBucket {
  readonly #perMs: number;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  constructor(perSecond: number, burst: number, now: number) {
    this.#perMs = perSecond / 1_000;
    this.#burst = burst;
    this.#tokens = burst;
    this.#at = now;
  }

  /** Takes one; false when there is none. Every refusal deepens a debt, down to one more burst. */
  take(now: number): boolean {
    this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#at) * this.#perMs);
    this.#at = now;
    this.#tokens = Math.max(this.#tokens - 1, -this.#burst);
    return this.#tokens >= 0;
  }

  /** Somebody who goes on after many refusals. */
  get flooding(): boolean {
    return this.#tokens <= -this.#burst;
  }

  isFull(now: number): boolean {
    return this.#tokens + (now - this.#at) * this.#perMs >= this.#burst;
  }
}
