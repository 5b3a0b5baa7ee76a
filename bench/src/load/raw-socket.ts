import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** A masked text frame (RFC 6455, section 5.2), as clients send them; the mask is zero, which leaves the payload as it is. */
function clientFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const long = payload.length >= 126;
  const frame = Buffer.alloc((long ? 8 : 6) + payload.length);
  frame[0] = 0x81;
  frame[1] = 0x80 | (long ? 126 : payload.length);
  if (long) frame.writeUInt16BE(payload.length, 2);
  payload.copy(frame, long ? 8 : 6);
  return frame;
}

const PONG = clientFrame('{}');
const NOTHING = Buffer.alloc(0);

/**
 * A WebSocket client that does little more than find where frames begin and end: ten thousand of them fit into one process
 * without being what is measured. Answers the gateway's pings.
 */
export class RawSocket {
  readonly #socket: Socket;
  readonly #onText: (payload: Buffer) => void;
  #rest: Buffer = NOTHING;
  #opened: (() => void) | undefined;

  private constructor(socket: Socket, onText: (payload: Buffer) => void, opened: () => void) {
    this.#socket = socket;
    this.#onText = onText;
    this.#opened = opened;
    socket.on('data', (chunk: Buffer) => this.#onData(chunk));
  }

  /** @throws when the server refuses or goes away */
  static async open(
    where: { readonly port: number; readonly path: string; readonly localAddress: string },
    onText: (payload: Buffer) => void,
  ): Promise<RawSocket> {
    const socket = connect({ host: '127.0.0.1', port: where.port, localAddress: where.localAddress });
    socket.setNoDelay(true);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed the socket')));
    socket.write(
      `GET ${where.path} HTTP/1.1\r\nHost: 127.0.0.1:${where.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
    );
    const opened = new RawSocket(socket, onText, resolve);
    await promise;
    return opened;
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed;
  }

  send(text: string): void {
    this.#socket.write(clientFrame(text));
  }

  close(): void {
    this.#socket.destroy();
  }

  #onData(chunk: Buffer): void {
    let data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = NOTHING;
    if (this.#opened !== undefined) {
      const end = data.indexOf('\r\n\r\n');
      if (end < 0) {
        this.#rest = data;
        return;
      }
      if (!data.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101'))) {
        this.#socket.destroy(new Error(`refused: ${data.subarray(0, end).toString()}`));
        return;
      }
      this.#opened();
      this.#opened = undefined;
      data = data.subarray(end + 4);
    }
    this.#onFrames(data);
  }

  #onFrames(data: Buffer): void {
    let at = 0;
    while (data.length - at >= 2) {
      const short = (data[at + 1] ?? 0) & 0x7f;
      const head = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (data.length - at < head) break;
      const length =
        short < 126 ? short : short === 126 ? data.readUInt16BE(at + 2) : Number(data.readBigUInt64BE(at + 2));
      if (data.length - at < head + length) break;
      const payload = data.subarray(at + head, at + head + length);
      if (length === 2) this.#socket.write(PONG);
      else if ((data[at] ?? 0) === 0x81) this.#onText(payload);
      at += head + length;
    }
    if (at < data.length) this.#rest = Buffer.from(data.subarray(at));
  }
}

/** Opens many, some hundred at a time. @param open opens the one with that index */
export async function openMany(count: number, atATime: number, open: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(atATime, count) }, async () => {
      for (let at = next++; at < count; at = next++) await open(at);
    }),
  );
}
