import { overHttpStream } from './http-stream.ts';
import { overWebSocket, socketConstructor, type OpenTransport } from './transport.ts';

/** What opens a connection. */
export type Ticket = {
  readonly token: string;
  /** Of the WebSocket. */
  readonly url: string;
};

type WaysOptions = {
  readonly url?: string | undefined;
  readonly websocket?: unknown;
  readonly fetch?: typeof fetch;
};

/** Sockets that ended before the first answer, one after the other, until the other way is tried. */
const SOCKET_FAILURES = 2;
/** How long the other way is kept to before sockets are tried again. */
const AVOID_SOCKETS_MS = 600_000;

/** Which way to the gateway is taken: a WebSocket, or where a network breaks those, an HTTP answer that does not end. */
export class Ways {
  readonly #options: WaysOptions;
  #failures = 0;
  #avoidUntil = 0;
  #last: 'socket' | 'stream' = 'socket';

  constructor(options: WaysOptions) {
    this.#options = options;
  }

  /** Undefined where there is neither a WebSocket nor a fetch that streams. */
  choose(ticket: Ticket): { readonly open: OpenTransport; readonly url: string } | undefined {
    const url = this.#options.url ?? ticket.url;
    const Socket = socketConstructor(this.#options.websocket);
    const stream = overHttpStream(this.#options.fetch);
    const avoid = stream !== undefined && Date.now() < this.#avoidUntil;
    this.#last = Socket === undefined || avoid ? 'stream' : 'socket';
    if (Socket !== undefined && !avoid) return { open: overWebSocket(Socket), url };
    return stream && { open: stream, url };
  }

  /** The connection got its first answer. */
  worked(): void {
    this.#failures = 0;
  }

  /** It ended without one, though the API has just handed out a ticket. */
  failed(): void {
    this.#failures += 1;
    if (this.#last === 'stream') this.reset();
    else if (this.#failures >= SOCKET_FAILURES) this.#avoidUntil = Date.now() + AVOID_SOCKETS_MS;
  }

  /** Sockets are tried again, as in another network. */
  reset(): void {
    this.#failures = 0;
    this.#avoidUntil = 0;
  }
}
