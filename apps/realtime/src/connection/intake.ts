import { errors } from '../protocol/codes.ts';
import { parseFrame, type Command } from '../protocol/commands.ts';
import { TokenBucket } from '../token-bucket.ts';
import type { Client } from './client.ts';
import { handle } from './handle.ts';

/** Commands waiting while one is worked on: a page's subscriptions all arrive with the connect. */
const QUEUE_LIMIT = 512;

/** What a connection is sent: how much of it is taken, and in which order it is worked on. */
export class Intake {
  readonly #client: Client;
  readonly #bucket: TokenBucket;
  /** Undefined while nothing is worked on. */
  #queue: Command[] | undefined;

  constructor(client: Client, now: number) {
    this.#client = client;
    this.#bucket = new TokenBucket(client.context.commandRate, now);
  }

  /** @param onPong is called for each answer to a ping; @param onError when a command ends in something unforeseen */
  receive(text: string, onPong: () => void, onError: (error: unknown) => void): void {
    const client = this.#client;
    const commands = parseFrame(text);
    if (commands === undefined) return client.close('badRequest');
    const now = Date.now();
    for (const command of commands) {
      if (client.isClosed) return;
      if (!this.#admit(command, now)) continue;
      if (command.kind === 'pong') onPong();
      else if (this.#queue === undefined) this.#run(command, onError);
      else if (this.#queue.push(command) > QUEUE_LIMIT) return client.close('tooManyErrors');
    }
  }

  /** What waits is forgotten. */
  end(): void {
    this.#queue = undefined;
  }

  #admit(command: Command, now: number): boolean {
    const client = this.#client;
    const own = this.#bucket.take(now);
    const { users } = client.context;
    if (own && (client.userId === '' || command.kind === 'pong' || users.takeCommand(client.userId, now))) return true;
    if (this.#bucket.flooding) client.close('tooManyErrors');
    else if (command.kind !== 'pong') client.sendError(command.id, errors.tooManyRequests);
    return false;
  }

  /** Works on a command; those that come meanwhile wait, so that replies and effects keep the client's order. */
  #run(first: Command, onError: (error: unknown) => void): void {
    this.#queue = [];
    void (async () => {
      for (
        let command: Command | undefined = first;
        command !== undefined && !this.#client.isClosed;
        command = this.#queue?.shift()
      ) {
        await handle(this.#client, command);
      }
    })()
      .catch(onError)
      .finally(() => {
        this.#queue = undefined;
      });
  }
}
