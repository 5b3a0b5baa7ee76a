import type { AttemptStatus, PaymentStatus, RefundStatus } from '@docket/contracts/payment/status';
import { isLive, isOpenRefund } from './states.ts';

/** What is known of a payment, from its rows. Attempts in the order in which they were made; amounts in minor units. */
export type Facts = {
  readonly paidAttemptId: string | null;
  readonly delivered: boolean;
  readonly attempts: readonly { readonly id: string; readonly status: AttemptStatus; readonly receivedMinor: bigint }[];
  readonly refunds: readonly {
    readonly attemptId: string;
    readonly status: RefundStatus;
    readonly amountMinor: bigint;
  }[];
};

/**
 * Where a payment stands. Money decides first: that of the attempt that paid, else that of those which were not what was owed; a refund of an attempt beside
 * the one that paid says nothing of the payment. Without money the attempt under way decides, and without one the last.
 */
export function statusOf(facts: Facts): PaymentStatus {
  const { paidAttemptId, delivered, attempts } = facts;
  const paying = attempts.filter(({ id }) => id === paidAttemptId);
  if (paying.length > 0) return moneyStatus(facts, paying, delivered ? 'DELIVERED' : 'CAPTURED');
  const wrong = attempts.filter(({ status }) => status === 'CONFLICTED');
  if (wrong.length > 0) return moneyStatus(facts, wrong, 'CONFLICTED');
  const current = attempts.find(({ status }) => isLive(status)) ?? attempts.at(-1);
  if (current === undefined) return 'CREATED';
  switch (current.status) {
    case 'CREATED':
      return 'CREATED';
    case 'PENDING':
    case 'AUTHORISED':
      return 'PENDING';
    case 'UNKNOWN':
      return 'UNKNOWN';
    case 'FAILED':
      return 'FAILED';
    case 'CANCELLED':
      return 'CANCELLED';
    case 'CAPTURED':
    case 'CONFLICTED':
      throw new Error('a payment with money has no attempt that it came from');
    default:
      return current.status satisfies never;
  }
}

/** What the refunds of the attempts that count make of it. */
function moneyStatus({ refunds }: Facts, attempts: Facts['attempts'], here: PaymentStatus): PaymentStatus {
  const back = refunds.filter(({ attemptId }) => attempts.some(({ id }) => id === attemptId));
  if (back.some(({ status }) => isOpenRefund(status))) return 'REFUNDING';
  const done = back.filter(({ status }) => status === 'DONE');
  if (done.length === 0) return here;
  const isBack = ({ id, receivedMinor }: Facts['attempts'][number]) =>
    done.reduce((left, { attemptId, amountMinor }) => (attemptId === id ? left - amountMinor : left), receivedMinor) <=
    0n;
  return attempts.every(isBack) ? 'REFUNDED' : 'PARTLY_REFUNDED';
}
