/**
 * How far the server's clock is ahead of this device's, from the `Date` of its answers. That header counts whole
 * seconds, and an answer is stamped somewhere between asking and getting it: each answer bounds the difference from
 * both sides, and the bounds of several together narrow it to far less than a second.
 */
export class ServerClock {
  #low = -Infinity;
  #high = Infinity;

  /**
   * @param date the `Date` header of an answer; nothing is learned without one
   * @param sentAt when it was asked for, and @param receivedAt when it came, in ms of this device's clock
   */
  learn(date: string | null, sentAt: number, receivedAt: number): void {
    const stamped = date === null ? Number.NaN : Date.parse(date);
    if (Number.isNaN(stamped)) return;
    const low = stamped - receivedAt;
    const high = stamped + 1000 - sentAt;
    // Bounds that contradict each other: one of the clocks was set. What was learned before is worth nothing.
    const contradicts = low > this.#high || high < this.#low;
    this.#low = contradicts ? low : Math.max(this.#low, low);
    this.#high = contradicts ? high : Math.min(this.#high, high);
  }

  /** Ms to add to this device's clock. 0 before anything is known, and while the device's own clock is possible. */
  get offset(): number {
    if (this.#low <= 0 && this.#high >= 0) return 0;
    return Math.round((this.#low + this.#high) / 2);
  }

  /** The server's time in ms since the epoch. */
  now(): number {
    return Date.now() + this.offset;
  }
}

/** The clock of the server this page came from. */
export const serverClock = new ServerClock();

/** The browser's fetch, which learns the server's time by the way. */
export const clockedFetch: typeof fetch = async (input, init) => {
  const sentAt = Date.now();
  const response = await fetch(input, init);
  serverClock.learn(response.headers.get('date'), sentAt, Date.now());
  return response;
};
