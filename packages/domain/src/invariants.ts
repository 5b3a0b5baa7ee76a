import type { InvariantReport } from '@docket/contracts/http/invariants';
import { bookingRules } from './booking/invariants.ts';
import { inboxRules } from './inbox/invariants.ts';
import { judgeRules } from './judge/invariants.ts';
import { ledgerRules } from './ledger/invariants.ts';
import { outgoingWebhookRules } from './outgoing-webhooks/invariants.ts';
import { reservationRules } from './reservation/invariants.ts';
import { paymentRules } from './payment/invariants.ts';
import type { Ctx } from './spine/ctx.ts';
import { checkRules } from './spine/invariants/check.ts';
import { messageRules } from './spine/messages/rules.ts';
import { ticketRules } from './ticket/invariants.ts';
import { walletRules } from './wallet/invariants.ts';
import { waitingListRules } from './waiting-list/invariants.ts';
import { waitingRoomRules } from './waiting-room/invariants.ts';

/** What must always hold, area by area. */
const rules = [
  ...reservationRules,
  ...bookingRules,
  ...ticketRules,
  ...waitingListRules,
  ...waitingRoomRules,
  ...paymentRules,
  ...judgeRules,
  ...ledgerRules,
  ...walletRules,
  ...inboxRules,
  ...outgoingWebhookRules,
  ...messageRules,
];

/** Whether all of it holds now. @throws DocketError unauthenticated, forbidden */
export function checkInvariants(ctx: Ctx): Promise<InvariantReport> {
  return checkRules(ctx, rules);
}
