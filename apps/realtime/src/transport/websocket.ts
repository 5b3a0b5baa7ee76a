import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { closes } from '../protocol/codes.ts';
import type { Receiver, Transport } from './transport.ts';

/** A socket that knows whose it is, so that all of them share their listeners: three closures less for each. */
export class ClientSocket extends WebSocket {
  receiver: Receiver | undefined;
}

/** Whose it is. The listeners' types know of plain sockets only. */
function receiverOf(socket: WebSocket): Receiver | undefined {
  return socket instanceof ClientSocket ? socket.receiver : undefined;
}

function onMessage(this: WebSocket, data: Buffer, isBinary: boolean): void {
  if (!isBinary) return receiverOf(this)?.receive(data.toString());
  const [code, reason] = closes.badRequest;
  this.close(code, reason);
  receiverOf(this)?.ended(code);
}

function onClose(this: WebSocket, code: number): void {
  receiverOf(this)?.ended(code);
}

/** `ws` closes by itself after an error (frame too large, bad UTF-8); without a listener it would end the process. */
function onError(): void {
  // The close that follows says enough.
}

/** A WebSocket. */
export class SocketTransport implements Transport {
  readonly session = '';
  readonly #ws: ClientSocket;
  /** Written to directly with finished frames. Sound because nothing is compressed, so `ws` queues nothing of its own. */
  readonly #socket: Duplex;

  constructor(ws: ClientSocket, socket: Duplex) {
    this.#ws = ws;
    this.#socket = socket;
  }

  listen(receiver: Receiver): void {
    this.#ws.receiver = receiver;
    this.#ws.on('message', onMessage).on('close', onClose).on('error', onError);
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
