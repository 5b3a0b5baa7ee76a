import type { ServerResponse } from 'node:http';
import { DocketError } from '@docket/contracts/errors';

/** Answers that do not end, in all and of one user (or of all whom nobody knows, together half of all). */
const FEEDS_MAX = 2_000;
const FEEDS_PER_USER = 20;

/** Answers that go on until their reader leaves or this process stops. */
export class Feeds {
  readonly #open = new Set<AbortController>();
  readonly #byUser = new Map<string, number>();
  #stopping = false;

  /**
   * A place for one more, until its answer is over. Its signal ends it.
   * @param userId null: nobody known
   * @throws DocketError `unavailable` (with retryAfter)
   */
  open(userId: string | null, answer: Pick<ServerResponse, 'once'>): AbortSignal {
    const key = userId ?? '';
    const mine = this.#byUser.get(key) ?? 0;
    if (this.#stopping || this.#open.size >= FEEDS_MAX || mine >= (userId === null ? FEEDS_MAX / 2 : FEEDS_PER_USER))
      throw new DocketError('unavailable', 'There are too many open feeds. Close one, or come again shortly.', {
        retryAfter: 5,
      });
    const controller = new AbortController();
    this.#open.add(controller);
    this.#byUser.set(key, mine + 1);
    answer.once('close', () => controller.abort());
    controller.signal.addEventListener(
      'abort',
      () => {
        this.#open.delete(controller);
        const left = (this.#byUser.get(key) ?? 1) - 1;
        if (left > 0) this.#byUser.set(key, left);
        else this.#byUser.delete(key);
      },
      { once: true },
    );
    return controller.signal;
  }

  /** All end with what they have told. */
  stop(): void {
    this.#stopping = true;
    for (const controller of this.#open) controller.abort();
  }
}
