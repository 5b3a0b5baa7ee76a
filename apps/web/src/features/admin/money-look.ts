import type { PaymentStatus, RefundReason, RefundStatus } from '@docket/contracts/payment/status';
import type { Tone } from '../../ui/tone.ts';

type Look = { readonly word: string; readonly tone: Tone };

export const PAYMENT_LOOKS: Record<PaymentStatus, Look> = {
  CREATED: { word: 'Begun', tone: 'note' },
  PENDING: { word: 'Pending', tone: 'note' },
  UNKNOWN: { word: 'Unknown', tone: 'crash' },
  CAPTURED: { word: 'Not delivered', tone: 'limit' },
  DELIVERED: { word: 'Delivered', tone: 'ok' },
  REFUNDING: { word: 'Refunding', tone: 'limit' },
  PARTLY_REFUNDED: { word: 'Partly refunded', tone: 'muted' },
  REFUNDED: { word: 'Refunded', tone: 'muted' },
  CONFLICTED: { word: 'Conflicted', tone: 'bad' },
  FAILED: { word: 'Failed', tone: 'bad' },
  CANCELLED: { word: 'Cancelled', tone: 'muted' },
};

export const REFUND_LOOKS: Record<RefundStatus, Look> = {
  PENDING: { word: 'To be sent', tone: 'note' },
  SENT: { word: 'Sent', tone: 'note' },
  DONE: { word: 'Paid back', tone: 'ok' },
  FAILED: { word: 'Given up', tone: 'muted' },
  PARKED: { word: 'Parked', tone: 'bad' },
};

export const REASON_WORDS: Record<RefundReason, string> = {
  requested: 'ordered by an admin',
  booking_cancelled: 'booking cancelled',
  trip_cancelled: 'trip cancelled',
  stay_walked: 'guest walked',
  stay_not_come: 'no-show',
  show_cancelled: 'show cancelled',
  show_moved: 'show moved',
  too_late: 'paid too late',
  paid_twice: 'paid twice',
  account_deleted: 'account deleted',
};

/** Transfers to our own account, which an admin looks for. */
export const TRANSFER = 'transfer';

/** Statuses in which an operator may send money back. */
export function isRefundable(status: PaymentStatus): boolean {
  return status === 'DELIVERED' || status === 'CAPTURED' || status === 'PARTLY_REFUNDED' || status === 'CONFLICTED';
}
