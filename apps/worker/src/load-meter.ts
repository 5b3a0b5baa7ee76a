/** Weight of the newest submission in the moving average. */
const WEIGHT = 0.05;

/** How long submissions hold a slot here, as an exponential moving average. */
export class LoadMeter {
  #averageMs = 0;
  #busy = 0;

  get averageMs(): number {
    return this.#averageMs;
  }

  get busy(): number {
    return this.#busy;
  }

  /** Call the returned function when the slot is free again. */
  start(): () => void {
    const startedAt = performance.now();
    this.#busy += 1;
    return () => {
      const tookMs = performance.now() - startedAt;
      this.#busy -= 1;
      this.#averageMs = this.#averageMs === 0 ? tookMs : this.#averageMs + WEIGHT * (tookMs - this.#averageMs);
    };
  }
}
