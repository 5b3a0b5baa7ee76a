import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { textFrame, textOf } from '../protocol/wire.ts';
import type { Receiver, Transport } from './transport.ts';

/** `sse`: Server-Sent Events (WHATWG HTML, section 9.2). `lines`: one JSON a line, for `fetch`. */
export type StreamForm = 'sse' | 'lines';

const TYPES = { sse: 'text/event-stream; charset=utf-8', lines: 'application/json; charset=utf-8' } as const;

/** The same frame goes to many: the last one's other form is kept, one for each. */
const last = { sse: { frame: undefined, bytes: undefined }, lines: { frame: undefined, bytes: undefined } } as Record<
  StreamForm,
  { frame: Buffer | undefined; bytes: Buffer | undefined }
>;

function bytesOf(frame: Buffer, form: StreamForm): Buffer {
  const kept = last[form];
  if (kept.frame === frame && kept.bytes !== undefined) return kept.bytes;
  const text = textOf(frame);
  kept.bytes = Buffer.from(form === 'sse' ? `data: ${text}\n\n` : `${text}\n`);
  kept.frame = frame;
  return kept.bytes;
}

/** An HTTP answer that does not end, for networks that let no socket through. */
export class StreamTransport implements Transport {
  /** Nobody guesses 144 bits; whoever knows them may give this connection commands. */
  readonly session = randomBytes(18).toString('base64url');
  readonly #response: ServerResponse;
  readonly #form: StreamForm;
  #closed = false;

  constructor(response: ServerResponse, form: StreamForm) {
    this.#response = response;
    this.#form = form;
    response.writeHead(200, {
      'Content-Type': TYPES[form],
      'Cache-Control': 'no-store, no-transform',
      // Proxies that gather an answer before they pass it on (nginx) are asked not to.
      'X-Accel-Buffering': 'no',
    });
    response.socket?.setNoDelay(true);
    response.flushHeaders();
  }

  listen(receiver: Receiver): void {
    this.#response.on('close', () => receiver.ended(1006));
    this.#response.on('error', () => undefined);
  }

  get bufferedBytes(): number {
    return this.#response.writableLength;
  }

  write(frame: Buffer): void {
    if (!this.#closed) this.#response.write(bytesOf(frame, this.#form));
  }

  close(code: number, reason: string): void {
    if (this.#closed) return;
    this.write(textFrame(Buffer.from(JSON.stringify({ push: { disconnect: { code, reason } } }))));
    this.#closed = true;
    this.#response.end();
    // A peer that does not read is not waited for.
    setTimeout(() => this.#response.destroy(), 5_000).unref();
  }
}
