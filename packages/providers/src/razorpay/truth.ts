import {
  OutcomeUnknown,
  type BuyerStep,
  type ChargeState,
  type ChargeTruth,
  type RefundTruth,
} from '@docket/domain/payment/provider';
import type { Payment, PaymentLink, Refund } from './answers.ts';

const NO_STEP: BuyerStep = { redirectUrl: null, upiUri: null, transferTo: null };

export const GONE: ChargeTruth = {
  providerRef: null,
  state: 'gone',
  receivedMinor: 0,
  refundedMinor: 0,
  currency: 'XXX',
  feeMinor: null,
  failure: null,
  step: NO_STEP,
};

/** Money that came in, and stays so when it goes back. */
export function hasMoney({ status }: Payment): boolean {
  return status === 'captured' || status === 'refunded';
}

const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);

/** @param tried all tries to pay at the link */
export function truthOf(link: PaymentLink, tried: readonly Payment[]): ChargeTruth {
  const came = tried.filter(hasMoney);
  const state = stateOf(link, tried);
  const fees = came.map(({ fee }) => fee ?? null);
  const failed = tried.findLast(({ status }) => status === 'failed');
  return {
    providerRef: link.id,
    state,
    receivedMinor: sum(came.map(({ amount }) => amount)),
    refundedMinor: sum(came.map(({ amount_refunded: back }) => back ?? 0)),
    currency: came.find(({ currency }) => currency !== link.currency)?.currency ?? link.currency,
    feeMinor: came.length === 0 || fees.includes(null) ? null : sum(fees.map((fee) => fee ?? 0)),
    failure:
      state === 'captured' || failed === undefined ? null : (failed.error_reason ?? failed.error_code ?? 'failed'),
    step: { ...NO_STEP, redirectUrl: state === 'pending' ? link.short_url : null },
  };
}

/** Money decides, whatever became of the link since: banks let a payment through long after they were asked. A try that failed may be made again at the link. */
function stateOf({ id, status }: PaymentLink, tried: readonly Payment[]): ChargeState {
  if (tried.some(hasMoney)) return 'captured';
  if (tried.some((payment) => payment.status === 'authorized')) return 'authorised';
  switch (status) {
    case 'created':
    case 'partially_paid':
      return 'pending';
    case 'expired':
    case 'cancelled':
      return 'cancelled';
    case 'paid':
      throw new OutcomeUnknown(`Razorpay says that ${id} is paid, and not by which payment`);
    default:
      return status satisfies never;
  }
}

export function refundTruthOf({ id, status }: Refund): RefundTruth {
  switch (status) {
    case 'pending':
      return { providerRef: id, state: 'pending', failure: null };
    case 'processed':
      return { providerRef: id, state: 'done', failure: null };
    case 'failed':
      return { providerRef: id, state: 'failed', failure: 'refund_failed' };
    default:
      return status satisfies never;
  }
}
