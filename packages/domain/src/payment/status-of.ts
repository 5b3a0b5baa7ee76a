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
 * Where a payment stands. Money decides first: that of the attempt that paid, else that of one which was not what was owed; a refund of an attempt
 * beside it says nothing of the payment. Without money the attempt under way decides, and without one the last.
 */
export function statusOf({ paidAttemptId, delivered, attempts, refunds }: Facts): PaymentStatus {
  const paying = attempts.find(({ id }) => id === paidAttemptId);
  const money = paying ?? attempts.findLast(({ status }) => status === 'CONFLICTED');
  if (money !== undefined) {
    const back = refunds.filter(({ attemptId }) => attemptId === money.id);
    if (back.some(({ status }) => isOpenRefund(status))) return 'REFUNDING';
    const done = back.reduce((sum, { status, amountMinor }) => (status === 'DONE' ? sum + amountMinor : sum), 0n);
    if (done >= money.receivedMinor && done > 0n) return 'REFUNDED';
    if (done > 0n) return 'PARTLY_REFUNDED';
    if (paying === undefined) return 'CONFLICTED';
    return delivered ? 'DELIVERED' : 'CAPTURED';
  }
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
