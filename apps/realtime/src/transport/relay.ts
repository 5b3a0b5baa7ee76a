import type { Redis } from 'ioredis';
import type { Logger } from '@docket/runtime/logger';

export type RelayOptions = {
  /** A connection in subscriber mode. */
  readonly subscriber: Redis;
  /** Of the `producer` profile. */
  readonly commands: Redis;
  readonly prefix: string;
  /** Name of this gateway. */
  readonly node: string;
  /** Commands for a connection of this gateway that came to another. */
  readonly receive: (session: string, data: string) => void;
  readonly log: Logger;
};

/** Gateways hand each other the commands of streams: behind a balancer the requests that bring them come to any. */
export class Relay {
  readonly #options: RelayOptions;

  constructor(options: RelayOptions) {
    this.#options = options;
    const { subscriber, node } = options;
    const own = this.#key(node);
    subscriber.on('smessage', (key: string, message: string) => {
      if (key !== own) return;
      const end = message.indexOf('\n');
      options.receive(message.slice(0, end), message.slice(end + 1));
    });
    subscriber.on('ready', () => void this.#listen());
  }

  async start(): Promise<void> {
    await this.#listen();
  }

  /** @returns whether that gateway is there. @throws when Redis is away */
  async forward(node: string, session: string, data: string): Promise<boolean> {
    return Number(await this.#options.commands.spublish(this.#key(node), `${session}\n${data}`)) > 0;
  }

  #key(node: string): string {
    return `${this.#options.prefix}:rt:{node:${node}}`;
  }

  async #listen(): Promise<void> {
    const { subscriber, node, log } = this.#options;
    try {
      await subscriber.ssubscribe(this.#key(node));
    } catch (error) {
      // Its next `ready` tries again.
      log.warn(
        { err: error instanceof Error ? error.message : error },
        'commands that reach other gateways are not heard',
      );
    }
  }
}
