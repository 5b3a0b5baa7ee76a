import type { Redis } from 'ioredis';
import type { Logger } from '@docket/runtime/logger';

export type PeersOptions = {
  /** A connection in subscriber mode. */
  readonly subscriber: Redis;
  /** Of the `producer` profile. */
  readonly commands: Redis;
  readonly prefix: string;
  /** Name of this gateway. */
  readonly node: string;
  readonly log: Logger;
};

type Handler = (body: string) => void;

/** What gateways say to each other, to one by its name or to all: sharded pub/sub, nothing stored, at most once. */
export class Peers {
  readonly #options: PeersOptions;
  readonly #handlers = new Map<string, Handler>();
  readonly #own: readonly [string, string];

  constructor(options: PeersOptions) {
    this.#options = options;
    const { subscriber, node } = options;
    this.#own = [this.#key(`node:${node}`), this.#key('nodes')];
    subscriber.on('smessage', (key: string, message: string) => {
      if (!this.#own.includes(key)) return;
      const end = message.indexOf('\n');
      this.#handlers.get(message.slice(0, end))?.(message.slice(end + 1));
    });
    subscriber.on('ready', () => void this.listen());
  }

  /** What to do with messages of one kind. */
  on(kind: string, handler: Handler): void {
    this.#handlers.set(kind, handler);
  }

  /** To one gateway, this one too. @returns whether it is there. @throws when Redis is away */
  async send(node: string, kind: string, body: string): Promise<boolean> {
    return (await this.#publish(this.#key(`node:${node}`), kind, body)) > 0;
  }

  /** To all gateways, this one too. @returns how many there are. @throws when Redis is away */
  sendAll(kind: string, body: string): Promise<number> {
    return this.#publish(this.#key('nodes'), kind, body);
  }

  /** Never throws: while Redis is away its next `ready` tries again. */
  async listen(): Promise<void> {
    const { subscriber, log } = this.#options;
    try {
      // Of different slots of a cluster, so one by one.
      for (const key of this.#own) await subscriber.ssubscribe(key);
    } catch (error) {
      log.warn({ err: error instanceof Error ? error.message : error }, 'other gateways are not heard');
    }
  }

  async #publish(key: string, kind: string, body: string): Promise<number> {
    return Number(await this.#options.commands.spublish(key, `${kind}\n${body}`));
  }

  #key(name: string): string {
    return `${this.#options.prefix}:rt:{${name}}`;
  }
}
