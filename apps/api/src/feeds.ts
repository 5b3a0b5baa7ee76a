import { DocketError } from '@docket/contracts/errors';

/** Answers that do not end, in all; of one user; of all whom nobody knows from one address, such as a school's, and together. */
const FEEDS_MAX = 2_000;
const FEEDS_PER_USER = 20;
const FEEDS_PER_ADDRESS = 100;
const FEEDS_UNKNOWN = FEEDS_MAX / 2;

/** What is looked at of an answer. */
type Answer = {
  readonly closed: boolean;
  readonly destroyed: boolean;
  once: (event: 'close', listener: () => void) => unknown;
};

/** Who listens: an account, or whoever is at an address. */
type Listener = { readonly userId: string } | { readonly address: string };

/** What is counted of a listener, with how many there may be. */
function countsOf(who: Listener): readonly (readonly [key: string, most: number])[] {
  if ('userId' in who) return [[`user ${who.userId}`, FEEDS_PER_USER]];
  return [
    [`address ${who.address}`, FEEDS_PER_ADDRESS],
    ['unknown', FEEDS_UNKNOWN],
  ];
}

/** Answers that go on until their reader leaves or this process stops. */
export class Feeds {
  readonly #open = new Set<AbortController>();
  readonly #counts = new Map<string, number>();
  #stopping = false;

  /**
   * A place for one more, until its answer is over. Its signal ends it.
   * @throws DocketError `unavailable` (with retryAfter)
   */
  open(who: Listener, answer: Answer): AbortSignal {
    const counts = countsOf(who);
    const isFull = counts.some(([key, most]) => (this.#counts.get(key) ?? 0) >= most);
    if (this.#stopping || this.#open.size >= FEEDS_MAX || isFull)
      throw new DocketError('unavailable', 'There are too many open feeds. Close one, or come again shortly.', {
        retryAfter: 5,
      });
    const controller = new AbortController();
    this.#open.add(controller);
    for (const [key] of counts) this.#count(key, 1);
    controller.signal.addEventListener(
      'abort',
      () => {
        this.#open.delete(controller);
        for (const [key] of counts) this.#count(key, -1);
      },
      { once: true },
    );
    answer.once('close', () => controller.abort());
    // Whoever has left meanwhile closes nothing any more.
    if (answer.closed || answer.destroyed) controller.abort();
    return controller.signal;
  }

  /** All end with what they have told. */
  stop(): void {
    this.#stopping = true;
    for (const controller of this.#open) controller.abort();
  }

  #count(key: string, by: number): void {
    const left = (this.#counts.get(key) ?? 0) + by;
    if (left > 0) this.#counts.set(key, left);
    else this.#counts.delete(key);
  }
}
