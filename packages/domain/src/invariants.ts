import type { InvariantReport } from '@docket/contracts/http/invariants';
import { bookingRules } from './booking/invariants.ts';
import { contestRules } from './contest/invariants.ts';
import { checkRatings } from './contest/rating/check.ts';
import { courseRules } from './course/invariants.ts';
import { flightRules } from './flight/invariants.ts';
import { frontDeskRules } from './front-desk/invariants.ts';
import { hotelRules } from './hotel/invariants.ts';
import { inboxRules } from './inbox/invariants.ts';
import { judgeRules } from './judge/invariants.ts';
import { ledgerRules } from './ledger/invariants.ts';
import { outgoingWebhookRules } from './outgoing-webhooks/invariants.ts';
import { askBank } from './reconciliation/ask-bank.ts';
import { reconciliationRules } from './reconciliation/invariants.ts';
import type { StatementSource } from './reconciliation/statement-source.ts';
import { reservationRules } from './reservation/invariants.ts';
import { paymentRules } from './payment/invariants.ts';
import type { Ctx } from './spine/ctx.ts';
import { checkRules } from './spine/invariants/check.ts';
import { practiceRules } from './practice/invariants.ts';
import { messageRules } from './spine/messages/rules.ts';
import { ticketRules } from './ticket/invariants.ts';
import { walletRules } from './wallet/invariants.ts';
import { tripRules } from './trip/invariants.ts';
import { waitingListRules } from './waiting-list/invariants.ts';
import { waitingRoomRules } from './waiting-room/invariants.ts';

/** What must always hold, area by area. */
const rules = [
  ...reservationRules,
  ...bookingRules,
  ...ticketRules,
  ...waitingListRules,
  ...waitingRoomRules,
  ...hotelRules,
  ...flightRules,
  ...tripRules,
  ...frontDeskRules,
  ...paymentRules,
  ...judgeRules,
  ...contestRules,
  ...courseRules,
  ...practiceRules,
  ...ledgerRules,
  ...walletRules,
  ...reconciliationRules,
  ...inboxRules,
  ...outgoingWebhookRules,
  ...messageRules,
];

/**
 * Whether all of it holds now.
 * @param bank is asked what it holds of ours; undefined where there is none that could be
 * @throws DocketError unauthenticated, forbidden
 */
export async function checkInvariants(ctx: Ctx, bank?: StatementSource): Promise<InvariantReport> {
  const report = await checkRules(ctx, rules);
  const asked = await askBank(ctx, bank);
  const folded = await checkRatings(ctx);
  return { ...report, ok: report.ok && asked.ok && folded.ok, invariants: [...report.invariants, asked, folded] };
}
