import type { OutgoingWebhookSettings } from '@docket/runtime/settings/outgoing';
import type { CtxWith } from '../spine/ctx.ts';
import { deliver, type Delivered } from './deliver.ts';
import type { WebhookSender } from './sender.ts';
import { takeOutDeliveries, type TakenDelivery } from './take-out.ts';

type PumpOptions = {
  readonly ctx: CtxWith<OutgoingWebhookSettings>;
  readonly send: WebhookSender;
  readonly onDelivered: (became: Delivered) => void;
};

/** Sends what is due, each endpoint at its own pace: one that is slow is called on while the others are long done. */
export class DeliveryPump {
  readonly #options: PumpOptions;
  /** Endpoints that are being called. */
  readonly #lanes = new Map<string, Promise<void>>();
  #stopping = false;

  constructor(options: PumpOptions) {
    this.#options = options;
  }

  /** Begins with every endpoint that something is due for and that is not being called; does not wait for the end. */
  async turn(): Promise<void> {
    const taken = await takeOutDeliveries(this.#options.ctx, { besides: [...this.#lanes.keys()], only: null });
    for (const [endpointId, first] of Map.groupBy(taken, (one) => one.endpointId)) {
      const lane = this.#work(endpointId, first).finally(() => this.#lanes.delete(endpointId));
      this.#lanes.set(endpointId, lane);
    }
  }

  /** Nothing is being called any more. */
  async idle(): Promise<void> {
    while (this.#lanes.size > 0) await Promise.all(this.#lanes.values());
  }

  /** Takes nothing more, and waits for what it has. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.idle();
  }

  async #work(endpointId: string, first: readonly TakenDelivery[]): Promise<void> {
    const { ctx, send, onDelivered } = this.#options;
    try {
      for (let some = first; some.length > 0; some = await this.#more(endpointId))
        await Promise.all(some.map(async (one) => onDelivered(await deliver(ctx, one, send))));
    } catch (error) {
      // What was taken out comes again when its time is over.
      ctx.log.warn({ err: error, endpointId }, 'what an endpoint answered could not be written down');
    }
  }

  async #more(endpointId: string): Promise<readonly TakenDelivery[]> {
    if (this.#stopping) return [];
    return takeOutDeliveries(this.#options.ctx, { besides: [], only: endpointId });
  }
}
