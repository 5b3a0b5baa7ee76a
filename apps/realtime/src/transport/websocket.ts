import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { closes } from '../protocol/codes.ts';
import type { Receiver, Transport } from './transport.ts';

/** A WebSocket. */
export class SocketTransport implements Transport {
  readonly session = '';
  readonly #ws: WebSocket;
  /** Written to directly with finished frames. Sound because nothing is compressed, so `ws` queues nothing of its own. */
  readonly #socket: Duplex;

  constructor(ws: WebSocket, socket: Duplex) {
    this.#ws = ws;
    this.#socket = socket;
  }

  listen(receiver: Receiver): void {
    this.#ws.on('message', (data: Buffer, isBinary: boolean) => {
      if (!isBinary) return receiver.receive(data.toString());
      const [code, reason] = closes.badRequest;
      this.close(code, reason);
      receiver.ended(code);
    });
    this.#ws.on('close', (code: number) => receiver.ended(code));
    // `ws` closes by itself after an error (frame too large, bad UTF-8); without a listener it would end the process.
    this.#ws.on('error', () => undefined);
  }

  get bufferedBytes(): number {
    return this.#socket.writableLength;
  }

  write(frame: Buffer): void {
    this.#socket.write(frame);
  }

  close(code: number, reason: string): void {
    this.#ws.close(code, reason);
  }
}
