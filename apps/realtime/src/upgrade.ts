import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RealtimeSettings } from '@docket/runtime/settings/services';
import type { AddressLimiter } from './address-limiter.ts';
import { clientAddress } from './client-address.ts';
import { isOriginAllowed } from './origin.ts';
import type { Settings } from './settings.ts';

export const SOCKET_PATH = '/connection/websocket';

/** What was asked for, without what stands behind the question mark. */
export function pathOf(request: IncomingMessage): string {
  return request.url?.split('?', 1)[0] ?? '';
}

export type Refusal = {
  readonly status: 400 | 403 | 404 | 405 | 413 | 429 | 503;
  readonly reason: string;
  readonly retryAfter?: number;
};

export type UpgradeOptions = {
  readonly config: Pick<RealtimeSettings, 'ALLOWED_ORIGINS' | 'TRUST_PROXY' | 'DISABLE_THROTTLE'>;
  readonly settings: Settings;
  readonly stopping: () => boolean;
  readonly connections: { readonly size: number };
  readonly addresses: AddressLimiter;
};

/** Whether an upgrade may become a socket; cheap checks only, authentication comes in the connect command. */
export function findRefusal(options: UpgradeOptions, request: IncomingMessage, now: number): Refusal | undefined {
  if (pathOf(request) !== SOCKET_PATH) return { status: 404, reason: 'path' };
  if (request.headers.host === undefined) return { status: 400, reason: 'host' };
  if (wantsProtobuf(request)) return { status: 400, reason: 'protobuf' };
  return findNoRoom(options, request, now);
}

/** Whether there may be one more connection for whoever asks, as a socket or as a stream. */
export function findNoRoom(options: UpgradeOptions, request: IncomingMessage, now: number): Refusal | undefined {
  const { config, settings } = options;
  if (options.stopping()) return { status: 503, reason: 'stopping', retryAfter: 1 };
  if (options.connections.size >= settings.maxConnections) return { status: 503, reason: 'capacity', retryAfter: 5 };
  if (!isOriginAllowed(request.headers, config.ALLOWED_ORIGINS)) return { status: 403, reason: 'origin' };
  if (!config.DISABLE_THROTTLE && !options.addresses.take(clientAddress(request, config.TRUST_PROXY), now)) {
    return { status: 429, reason: 'rate', retryAfter: 1 };
  }
  return undefined;
}

/** The two ways in which clients ask for the protocol's binary form, which is not spoken here. */
function wantsProtobuf({ headers, url }: IncomingMessage): boolean {
  return (
    (headers['sec-websocket-protocol'] ?? '').includes('centrifuge-protobuf') ||
    (url ?? '').includes('cf_protocol=protobuf')
  );
}

/** Answers an upgrade with a plain HTTP error. */
export function refuse(socket: Duplex, { status, reason, retryAfter }: Refusal): void {
  const retry = retryAfter === undefined ? '' : `Retry-After: ${retryAfter}\r\n`;
  const body = JSON.stringify({ error: reason });
  socket.on('error', () => undefined);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `${retry}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
