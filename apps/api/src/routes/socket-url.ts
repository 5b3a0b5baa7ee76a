import type { Request } from 'express';
import type { ApiSettings } from '@docket/runtime/settings/services';

const SOCKET_PATH = '/connection/websocket';

export type SocketConfig = Pick<ApiSettings, 'REALTIME_PUBLIC_URL' | 'REALTIME_PORT'>;

/**
 * The gateway's address for whoever sent this request: as configured; where that is a path, on the very address the
 * client asked; without a configuration on that host and the gateway's port. What a trusted proxy forwards counts as asked.
 */
export function socketUrl(asked: Pick<Request, 'secure' | 'host' | 'hostname'>, config: SocketConfig): string {
  const scheme = asked.secure ? 'wss' : 'ws';
  const given = config.REALTIME_PUBLIC_URL;
  if (given === undefined) return `${scheme}://${asked.hostname}:${config.REALTIME_PORT}${SOCKET_PATH}`;
  const url = new URL(given, `${scheme}://${asked.host}`);
  if (url.pathname === '/') url.pathname = SOCKET_PATH;
  return url.href;
}
