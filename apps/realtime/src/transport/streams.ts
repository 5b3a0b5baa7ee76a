import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RealtimeSettings } from '@docket/runtime/settings/services';
import { AddressLimiter } from '../address-limiter.ts';
import { clientAddress } from '../client-address.ts';
import { isOriginAllowed } from '../origin.ts';
import type { Settings } from '../settings.ts';
import { pathOf, type Refusal } from '../upgrade.ts';
import { StreamTransport, type StreamForm } from './stream.ts';
import type { Receiver, Transport } from './transport.ts';

/** Server-Sent Events, with the first commands in the query as `EventSource` can do no other. */
export const SSE_PATH = '/connection/sse';
/** The same as lines of JSON; the first commands are the body, so that no log of a proxy has the token. */
export const LINES_PATH = '/connection/http_stream';
/** Further commands of either, as `{session, node, data}`. */
export const COMMANDS_PATH = '/connection/emulation';

export type StreamsOptions = {
  readonly config: Pick<RealtimeSettings, 'ALLOWED_ORIGINS' | 'TRUST_PROXY' | 'DISABLE_THROTTLE'>;
  readonly settings: Settings;
  readonly node: string;
  readonly refusalOf: (request: IncomingMessage, now: number) => Refusal | undefined;
  readonly onRefused: (refusal: Refusal) => void;
  /** A new connection over this transport. */
  readonly open: (transport: Transport, now: number) => Receiver;
  /** To another gateway; false when there is none of this name. @throws when Redis is away */
  readonly forward: (node: string, session: string, data: string) => Promise<boolean>;
};

/**
 * Connections as HTTP for networks that let no WebSocket through, by the conventions of Centrifugo's bidirectional emulation: the official
 * clients' transports `sse` and `http_stream` work unmodified. Replies, pushes, recovery and limits are those of sockets.
 */
export class Streams {
  readonly #options: StreamsOptions;
  readonly #receivers = new Map<string, Receiver>();
  readonly #requests: AddressLimiter;

  constructor(options: StreamsOptions) {
    this.#options = options;
    this.#requests = new AddressLimiter(options.settings.requestsPerSecond, options.settings.requestBurst);
  }

  sweep(now: number): void {
    this.#requests.sweep(now);
  }

  /** Commands for a connection here; those of one that is gone are for nobody. */
  receive(session: string, data: string): void {
    this.#receivers.get(session)?.receive(data);
  }

  /** @returns false for addresses that are not its own */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    const path = pathOf(request);
    if (path !== SSE_PATH && path !== LINES_PATH && path !== COMMANDS_PATH) return false;
    response.on('error', () => undefined);
    this.#answer(path, request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else refuseRequest(response, { status: 503, reason: 'unavailable', retryAfter: 1 });
    });
    return true;
  }

  async #answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { config, onRefused } = this.#options;
    const { origin } = request.headers;
    response.setHeader('Vary', 'Origin');
    if (origin !== undefined && isOriginAllowed(request.headers, config.ALLOWED_ORIGINS)) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Allow-Headers', 'content-type');
      response.setHeader('Access-Control-Max-Age', '86400');
    }
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    const refusal = await (path === COMMANDS_PATH
      ? this.#take(request, response)
      : this.#open(path, request, response));
    if (refusal === undefined) return;
    onRefused(refusal);
    refuseRequest(response, refusal);
  }

  async #open(path: string, request: IncomingMessage, response: ServerResponse): Promise<Refusal | undefined> {
    const isSse = path === SSE_PATH;
    if (request.method !== (isSse ? 'GET' : 'POST')) return { status: 405, reason: 'method' };
    const refusal = this.#options.refusalOf(request, Date.now());
    if (refusal !== undefined) return refusal;
    const commands = isSse
      ? queryOf(request, 'cf_connect')
      : await readBody(request, this.#options.settings.maxFrameBytes);
    if (commands === undefined) return { status: 413, reason: 'size' };
    const form: StreamForm = isSse ? 'sse' : 'lines';
    const transport = new StreamTransport(response, form);
    const receiver = this.#options.open(transport, Date.now());
    this.#receivers.set(transport.session, receiver);
    response.on('close', () => this.#receivers.delete(transport.session));
    transport.listen(receiver);
    receiver.receive(commands);
    return undefined;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<Refusal | undefined> {
    const { config, settings, node: own, forward } = this.#options;
    if (request.method !== 'POST') return { status: 405, reason: 'method' };
    if (!isOriginAllowed(request.headers, config.ALLOWED_ORIGINS)) return { status: 403, reason: 'origin' };
    if (!config.DISABLE_THROTTLE && !this.#requests.take(clientAddress(request, config.TRUST_PROXY), Date.now()))
      return { status: 429, reason: 'rate', retryAfter: 1 };
    // In JSON once more: what was a frame of the largest size may be twice as long.
    const body = await readBody(request, 2 * settings.maxFrameBytes);
    if (body === undefined) return { status: 413, reason: 'size' };
    const { session, node, data } = readCommands(body);
    if (session === undefined || node === undefined || data === undefined) return { status: 400, reason: 'body' };
    // A connection that is gone from a gateway that is there: its stream has ended, which tells the client.
    if (node === own) this.receive(session, data);
    else if (!(await forward(node, session, data))) return { status: 404, reason: 'node' };
    response.writeHead(204).end();
    return undefined;
  }
}

function refuseRequest(response: ServerResponse, { status, reason, retryAfter }: Refusal): void {
  response.writeHead(status, {
    'Content-Type': 'application/json',
    // What of the body is unread is not waited for.
    Connection: 'close',
    ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
  });
  response.end(JSON.stringify({ error: reason }));
}

function queryOf(request: IncomingMessage, name: string): string {
  return new URLSearchParams((request.url ?? '').split('?')[1] ?? '').get(name) ?? '';
}

/** A body as text; undefined when it is longer than `limit` bytes. */
async function readBody(request: IncomingMessage, limit: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Not destroyed on the way out: the answer goes over the same connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

const SESSION = /^[A-Za-z0-9_-]{24}$/;
/** It becomes part of a Redis key. */
const NODE = /^[A-Za-z0-9-]{1,64}$/;

function readCommands(body: string): { session?: string; node?: string; data?: string } {
  try {
    const { session, node, data } = JSON.parse(body);
    const valid = SESSION.test(session) && NODE.test(node) && typeof data === 'string';
    return valid ? { session, node, data } : {};
  } catch {
    return {};
  }
}
