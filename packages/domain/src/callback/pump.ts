import type { OutgoingWebhookSettings } from '@docket/runtime/settings/outgoing';
import type { WebhookSender } from '../outgoing-webhooks/sender.ts';
import type { CtxWith } from '../spine/ctx.ts';
import { callBack, type CalledBack } from './deliver.ts';
import { takeOutCallbacks } from './take-out.ts';

/** Calls under way at a time in one process; what is slow holds up no turn before that. */
const UNDER_WAY = 64;

type PumpOptions = {
  readonly ctx: CtxWith<OutgoingWebhookSettings>;
  readonly send: WebhookSender;
  readonly onCalled: (became: CalledBack) => void;
};

/** Calls whoever asked to be called when something is over. */
export class CallbackPump {
  readonly #options: PumpOptions;
  /** With whose they are. */
  readonly #calls = new Map<Promise<void>, string>();

  constructor(options: PumpOptions) {
    this.#options = options;
  }

  /** Begins with what is due; does not wait for the end. */
  async turn(): Promise<void> {
    if (this.#calls.size >= UNDER_WAY) return;
    const { ctx, send, onCalled } = this.#options;
    for (const taken of await takeOutCallbacks(ctx, this.#underWay())) {
      const call = callBack(ctx, taken, send)
        .then(onCalled)
        // It comes again when its time is over.
        .catch((error: unknown) => ctx.log.warn({ err: error, taskId: taken.taskId }, 'a call came to nothing'))
        .finally(() => this.#calls.delete(call));
      this.#calls.set(call, taken.userId);
    }
  }

  /** How many calls of each user are under way. */
  #underWay(): ReadonlyMap<string, number> {
    const byUser = Map.groupBy(this.#calls.values(), (userId) => userId);
    return new Map([...byUser].map(([userId, calls]) => [userId, calls.length]));
  }

  /** Nobody is being called any more. */
  async idle(): Promise<void> {
    await Promise.all(this.#calls.keys());
  }
}
