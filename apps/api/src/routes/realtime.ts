import type { Request } from 'express';
import * as contract from '@docket/contracts/http/realtime';
import { createRealtimeToken } from '@docket/domain/realtime/create-realtime-token';
import type { Config } from '@docket/runtime/config';
import type { Mount } from '../http/mount.ts';

const SOCKET_PATH = '/connection/websocket';

type RealtimeConfig = Pick<Config, 'REALTIME_JWT_SECRET' | 'REALTIME_PUBLIC_URL' | 'REALTIME_PORT'>;

export function mountRealtime(mount: Mount, config: RealtimeConfig): void {
  mount(contract.createRealtimeToken, ({ ctx, request }) =>
    createRealtimeToken(ctx, { secret: config.REALTIME_JWT_SECRET, url: socketUrl(request, config) }),
  );
}

/** The gateway's address: as configured, else the host that the client itself asked, on the gateway's port. */
function socketUrl(request: Request, config: RealtimeConfig): string {
  if (config.REALTIME_PUBLIC_URL !== undefined) {
    const url = new URL(config.REALTIME_PUBLIC_URL);
    if (url.pathname === '/') url.pathname = SOCKET_PATH;
    return url.href;
  }
  return `${request.secure ? 'wss' : 'ws'}://${request.hostname}:${config.REALTIME_PORT}${SOCKET_PATH}`;
}
