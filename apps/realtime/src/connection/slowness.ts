import type { Settings } from '../settings.ts';

/** A receiver that does not keep up: since when, and whether it drains at all. Connections that keep up have none. */
export class Slowness {
  #since: number;
  /** Fewest unsent bytes so far: less means it drains. */
  #bytes: number;

  constructor(bufferedBytes: number, now: number) {
    this.#since = now;
    this.#bytes = bufferedBytes;
  }

  /** Whether it is to be given up: too much waits for it, or for too long nothing became less. */
  isHopeless(bufferedBytes: number, now: number, { hardBufferBytes, slowMs }: Settings): boolean {
    if (bufferedBytes < this.#bytes) {
      this.#bytes = bufferedBytes;
      this.#since = now;
    }
    return bufferedBytes > hardBufferBytes || now - this.#since > slowMs;
  }
}
