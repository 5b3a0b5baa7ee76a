import type { Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

export type UndecidedOptions = {
  /** So many at a time; one more pushes out the oldest. */
  readonly limit: number;
  readonly onPushedOut: () => void;
};

/**
 * Connections that are neither sockets nor streams yet nor answer a request: all that whoever has no token can open. Of these there are only so
 * many. An honest client asks for its socket in the first packet, so it is not among the oldest when somebody opens thousands and says nothing.
 */
export class Undecided {
  readonly #options: UndecidedOptions;
  /** In the order of arrival. */
  readonly #sockets = new Set<Duplex>();

  constructor(options: UndecidedOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#sockets.size;
  }

  /** Counts what comes to a server. */
  watch(server: Server): void {
    server.on('connection', (socket) => {
      this.#add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    server.on('request', (_request, response: ServerResponse) => {
      const { socket } = response;
      if (socket === null) return;
      this.#sockets.delete(socket);
      response.once('close', () => {
        if (!socket.destroyed) this.#add(socket);
      });
    });
    server.on('upgrade', (_request, socket: Duplex) => this.#sockets.delete(socket));
  }

  #add(socket: Duplex): void {
    this.#sockets.add(socket);
    if (this.#sockets.size <= this.#options.limit) return;
    for (const oldest of this.#sockets) {
      this.#sockets.delete(oldest);
      oldest.destroy();
      this.#options.onPushedOut();
      return;
    }
  }
}
