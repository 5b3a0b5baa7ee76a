import type { Live, Subscription } from './subscription.ts';

/** One for all channels that are open. */
export const OPEN = Promise.resolve();

/** A channel that somebody here listens to. */
export class Topic {
  readonly channel: string;
  readonly subscriptions = new Set<Subscription>();
  /** Resolves when Redis confirmed the subscription. */
  opened: Promise<void> = OPEN;
  /** Empty until the first read of the channel's position. */
  epoch = '';
  /** Everything up to here is on its way to the subscriptions. */
  top = 0;
  /** Publications up to `top` that no subscription has been given yet, because earlier ones are still being written. */
  waiting: Live[] | undefined;
  /** The highest offset heard of; above `top` there is a gap to repair. */
  seen = 0;
  repairing = false;
  /** Live publications from before the position was known. */
  early: Live[] | undefined;
  /** When the last subscription left; 0 while there is one. */
  idleSince = 0;

  constructor(channel: string) {
    this.channel = channel;
  }

  /** Nobody's place in this channel holds any longer. */
  loseAll(): void {
    this.waiting = undefined;
    for (const subscription of this.subscriptions) subscription.lose();
  }
}
