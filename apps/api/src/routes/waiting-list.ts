import * as contract from '@docket/contracts/http/waiting-list';
import { requireUser } from '@docket/domain/spine/ctx';
import { acceptOffer } from '@docket/domain/waiting-list/accept';
import { entryNotFound, findWaitingEntry } from '@docket/domain/waiting-list/get';
import { joinWaitingList } from '@docket/domain/waiting-list/join';
import { leaveWaitingList } from '@docket/domain/waiting-list/leave';
import type { Mount } from '../http/mount.ts';
import type { Throttle } from '../http/throttle.ts';
import { bookingGates } from '@docket/domain/gates';
import { reactions } from '@docket/domain/reactions';
import type { ApiSettings } from '@docket/runtime/settings/services';

type Needs = { readonly throttle: Throttle; readonly config: Pick<ApiSettings, 'ROOM_PASS_SECRET'> };

export function mountWaitingList(mount: Mount, { throttle, config }: Needs): void {
  const gates = bookingGates({ pass: config.ROOM_PASS_SECRET });
  mount(contract.joinWaitingList, async ({ ctx, params, body }) => {
    await throttle.booking(requireUser(ctx).userId);
    return joinWaitingList(ctx, { id: params.id, ...body }, gates);
  });
  mount(contract.getWaitingEntry, async ({ ctx, params, query }) => {
    const entry = await findWaitingEntry(ctx, params);
    if (entry === null && query.none === undefined) throw entryNotFound();
    return entry;
  });
  mount(contract.leaveWaitingList, async ({ ctx, params }) => {
    await leaveWaitingList(ctx, params, reactions);
    return undefined;
  });
  mount(contract.acceptOffer, ({ ctx, params }) => acceptOffer(ctx, params, gates));
}
