import { readFrame, since, type Connected, type Message, type Position, type Publication } from './protocol.ts';
import type { Refusal, Subscribed } from './protocol.ts';
import type { OpenTransport, Transport } from './transport.ts';

/** How long the first answer and every other may take, and a ping beyond its time; ms. */
const ANSWER_MS = 10_000;
/** A new token is fetched so long before the old one ends, or at half its time if that is shorter; seconds. */
const REFRESH_AHEAD_S = 30;

/** Close codes of this side: no answer in time, something that is not the protocol, and closed by the program itself. */
export const TIMED_OUT = 3_100;
export const NOT_UNDERSTOOD = 3_101;

export type SessionOptions = {
  readonly open: OpenTransport;
  readonly url: string;
  readonly token: string;
  /** Fetches a token to go on with. */
  readonly freshToken: () => Promise<string>;
  /** Where the client was in the channels that the server subscribes it to. */
  readonly positions: ReadonlyMap<string, Position>;
};

/** `refusal` where the connect command was refused; otherwise the code says why. */
export type SessionEnd = { readonly code: number; readonly refusal?: Refusal | undefined };

export type SessionEvents = {
  readonly connected: (connected: Connected) => void;
  readonly publication: (channel: string, publication: Publication) => void;
  readonly unsubscribed: (channel: string) => void;
  /** It is over, and told once. */
  readonly closed: (end: SessionEnd) => void;
};

type Waiting = {
  readonly answered: (message: Message) => void;
  readonly timer: ReturnType<typeof setTimeout>;
};

/** One connection, from its connect command to its end: commands with their answers, pings, and the renewal of the token. */
export class Session {
  readonly #options: SessionOptions;
  readonly #events: SessionEvents;
  readonly #transport: Transport;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #over = false;
  #pingMs = 0;
  #opening: ReturnType<typeof setTimeout> | undefined;
  #pings: ReturnType<typeof setTimeout> | undefined;
  #refresh: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SessionOptions, events: SessionEvents) {
    this.#options = options;
    this.#events = events;
    this.#opening = setTimeout(() => this.#end(TIMED_OUT), ANSWER_MS);
    this.#transport = options.open(options.url, {
      open: () => this.#connect(),
      frame: (frame) => this.#read(frame),
      closed: (code) => this.#end(code),
    });
  }

  /** @param took called with what the subscription begins with, or why there is none; not at all when the session ends before */
  subscribe(
    channel: string,
    position: Position | undefined,
    took: (answer: Subscribed | { readonly refusal: Refusal }) => void,
  ): void {
    this.#command({ subscribe: { channel, ...since(position) } }, (message) => {
      if (message.kind === 'subscribed') took(message.subscribed);
      else if (message.kind === 'refused') took({ refusal: message.refusal });
    });
  }

  unsubscribe(channel: string): void {
    this.#command({ unsubscribe: { channel } }, () => undefined);
  }

  /** Ends it; nothing is told any more. */
  close(): void {
    if (this.#over) return;
    this.#release();
    this.#transport.close();
  }

  #connect(): void {
    const { token, positions } = this.#options;
    const subs = Object.fromEntries([...positions].map(([channel, position]) => [channel, since(position)]));
    this.#command({ connect: { token, name: 'docket', ...(positions.size === 0 ? {} : { subs }) } }, (message) => {
      if (message.kind === 'refused') this.#end(0, message.refusal);
      if (message.kind !== 'connected') return;
      clearTimeout(this.#opening);
      this.#transport.named?.(message.connected.session, message.connected.node);
      this.#pingMs = message.connected.ping * 1_000;
      this.#expectPing();
      this.#renewIn(message.connected.ttl);
      this.#events.connected(message.connected);
    });
  }

  #command(command: object, answered: (message: Message) => void): void {
    if (this.#over) return;
    this.#lastId += 1;
    const timer = setTimeout(() => this.#end(TIMED_OUT), ANSWER_MS);
    this.#waiting.set(this.#lastId, { answered, timer });
    this.#transport.send(JSON.stringify({ id: this.#lastId, ...command }));
  }

  #read(frame: string): void {
    let messages: Message[];
    try {
      messages = readFrame(frame);
    } catch {
      this.#end(NOT_UNDERSTOOD);
      return;
    }
    for (const message of messages) {
      if (this.#over) return;
      this.#take(message);
    }
  }

  #take(message: Message): void {
    switch (message.kind) {
      case 'ping':
        this.#expectPing();
        this.#transport.send('{}');
        return;
      case 'publication':
        this.#events.publication(message.channel, message.publication);
        return;
      case 'unsubscribed':
        this.#events.unsubscribed(message.channel);
        return;
      case 'disconnect':
        this.#end(message.code);
        return;
      default: {
        const waiting = this.#waiting.get(message.id);
        if (waiting === undefined) return;
        clearTimeout(waiting.timer);
        this.#waiting.delete(message.id);
        waiting.answered(message);
      }
    }
  }

  /** A connection that is dead without having been closed is found by the ping that does not come. */
  #expectPing(): void {
    clearTimeout(this.#pings);
    if (this.#pingMs > 0) this.#pings = setTimeout(() => this.#end(TIMED_OUT), this.#pingMs + ANSWER_MS);
  }

  #renewIn(ttl: number | undefined): void {
    if (ttl === undefined) return;
    const seconds = Math.max(ttl - REFRESH_AHEAD_S, ttl / 2);
    this.#refresh = setTimeout(() => this.#renew(), seconds * 1_000);
  }

  /** Without a token to go on with the gateway ends the connection, and the next one asks for its own. */
  #renew(): void {
    this.#options.freshToken().then(
      (token) =>
        this.#command({ refresh: { token } }, (message) => {
          if (message.kind === 'refreshed') this.#renewIn(message.ttl);
        }),
      () => undefined,
    );
  }

  #end(code: number, refusal?: Refusal): void {
    if (this.#over) return;
    this.close();
    this.#events.closed({ code, refusal });
  }

  #release(): void {
    this.#over = true;
    for (const timer of [this.#opening, this.#pings, this.#refresh]) clearTimeout(timer);
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }
}
