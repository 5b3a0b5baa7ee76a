import * as contract from '@docket/contracts/http/waiting-room';
import { requireUser } from '@docket/domain/spine/ctx';
import { getRoomDraw } from '@docket/domain/waiting-room/get-draw';
import { getRoom } from '@docket/domain/waiting-room/get';
import { joinRoom } from '@docket/domain/waiting-room/join';
import { leaveRoom } from '@docket/domain/waiting-room/leave';
import type { Mount } from '../http/mount.ts';
import type { Throttle } from '../http/throttle.ts';

type Needs = { readonly throttle: Throttle };

export function mountWaitingRoom(mount: Mount, { throttle }: Needs): void {
  mount(contract.joinRoom, async ({ ctx, params }) => {
    await throttle.booking(requireUser(ctx).userId);
    return joinRoom(ctx, params);
  });
  mount(contract.getRoom, ({ ctx, params }) => getRoom(ctx, params));
  mount(contract.leaveRoom, async ({ ctx, params }) => {
    await leaveRoom(ctx, params);
    return undefined;
  });
  mount(contract.getRoomDraw, ({ ctx, params, query }) => getRoomDraw(ctx, { id: params.id, ...query }));
}
