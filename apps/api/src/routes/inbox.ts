import * as contract from '@docket/contracts/http/inbox';
import { parkInboxEvent, replayInboxEvent } from '@docket/domain/inbox/decide';
import { getInboxEvent, listInbox } from '@docket/domain/inbox/list';
import { paymentOfReference } from '@docket/domain/payment/of-reference';
import { withdrawalOfReference } from '@docket/domain/wallet/of-reference';
import type { Mount } from '../http/mount.ts';

export function mountInbox(mount: Mount): void {
  mount(contract.listInbox, ({ ctx, query }) => listInbox(ctx, query));
  mount(contract.getInboxEvent, async ({ ctx, params }) => {
    const event = await getInboxEvent(ctx, params);
    const { kind, reference } = event;
    const [paymentId, withdrawalId] =
      kind === null || reference === null
        ? [null, null]
        : kind === 'payout'
          ? [null, await withdrawalOfReference(ctx, reference)]
          : [await paymentOfReference(ctx, { kind, reference }), null];
    return { ...event, paymentId, withdrawalId };
  });
  mount(contract.replayInboxEvent, ({ ctx, params }) => replayInboxEvent(ctx, params));
  mount(contract.parkInboxEvent, ({ ctx, params }) => parkInboxEvent(ctx, params));
}
