import * as contract from '@docket/contracts/http/realtime';
import { createGuestToken } from '@docket/domain/realtime/create-guest-token';
import { createRealtimeToken } from '@docket/domain/realtime/create-realtime-token';
import type { Mount } from '../http/mount.ts';
import { socketUrl, type SocketConfig } from './socket-url.ts';

type Needs = { readonly config: SocketConfig };

export function mountRealtime(mount: Mount, { config }: Needs): void {
  mount(contract.createRealtimeToken, ({ ctx, request }) =>
    createRealtimeToken(ctx, { url: socketUrl(request, config) }),
  );
  mount(contract.createGuestToken, ({ ctx, request }) => createGuestToken(ctx, { url: socketUrl(request, config) }));
}
