import type { Subscription } from '../hub/subscription.ts';

const NONE = new Map<string, never>();

/** The channels of one connection, by name. */
export class Subscriptions {
  /** The personal channel's, the first that is kept. Most connections have no other, so the map comes with the second. */
  #own: Subscription | undefined;
  #others: Map<string, Subscription> = NONE;

  get size(): number {
    return this.#others.size + (this.#own === undefined ? 0 : 1);
  }

  all(): Subscription[] {
    return [...(this.#own === undefined ? [] : [this.#own]), ...this.#others.values()];
  }

  find(channel: string): Subscription | undefined {
    return this.#own?.topic.channel === channel ? this.#own : this.#others.get(channel);
  }

  keep(channel: string, subscription: Subscription): void {
    if (this.#own === undefined) this.#own = subscription;
    else if (this.#others === NONE) this.#others = new Map([[channel, subscription]]);
    else this.#others.set(channel, subscription);
  }

  drop(channel: string, subscription: Subscription): void {
    if (subscription === this.#own) this.#own = undefined;
    else this.#others.delete(channel);
  }

  clear(): void {
    this.#own = undefined;
    this.#others = NONE;
  }
}
