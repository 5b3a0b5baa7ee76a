import * as contract from '@docket/contracts/http/inbox';
import { parkInboxEvent, replayInboxEvent } from '@docket/domain/inbox/decide';
import { getInboxEvent, listInbox } from '@docket/domain/inbox/list';
import type { Mount } from '../http/mount.ts';

export function mountInbox(mount: Mount): void {
  mount(contract.listInbox, ({ ctx, query }) => listInbox(ctx, query));
  mount(contract.getInboxEvent, ({ ctx, params }) => getInboxEvent(ctx, params));
  mount(contract.replayInboxEvent, ({ ctx, params }) => replayInboxEvent(ctx, params));
  mount(contract.parkInboxEvent, ({ ctx, params }) => parkInboxEvent(ctx, params));
}
