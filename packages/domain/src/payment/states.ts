import type { AttemptStatus, PaymentStatus, RefundStatus } from '@docket/contracts/payment/status';

type Moves<S extends string> = Readonly<Record<S, readonly S[]>>;

/** Where a payment may go from where it is. `statusOf` says where it stands; what is not here is a mistake and changes nothing. */
export const PAYMENT_MOVES: Moves<PaymentStatus> = {
  CREATED: ['PENDING', 'UNKNOWN', 'CAPTURED', 'CONFLICTED', 'FAILED', 'CANCELLED'],
  PENDING: ['UNKNOWN', 'CAPTURED', 'CONFLICTED', 'FAILED', 'CANCELLED'],
  UNKNOWN: ['PENDING', 'CAPTURED', 'CONFLICTED', 'FAILED', 'CANCELLED'],
  // Another attempt begins, or an old one is paid late.
  FAILED: ['CREATED', 'CAPTURED', 'CONFLICTED'],
  CANCELLED: ['CREATED', 'CAPTURED', 'CONFLICTED'],
  CAPTURED: ['DELIVERED', 'REFUNDING'],
  DELIVERED: ['REFUNDING'],
  // An operator sends it back; or another attempt brings the right amount after all.
  CONFLICTED: ['REFUNDING', 'CAPTURED'],
  // Back to where it was when an operator gives the refund up.
  REFUNDING: ['PARTLY_REFUNDED', 'REFUNDED', 'DELIVERED', 'CAPTURED', 'CONFLICTED'],
  PARTLY_REFUNDED: ['REFUNDING', 'CAPTURED'],
  // Only of money that was not what was owed: the right amount comes later, or more of the wrong one.
  REFUNDED: ['CAPTURED', 'PARTLY_REFUNDED'],
};

/** Forward only, but for money that comes late: a failed or cancelled attempt may be captured all the same. */
export const ATTEMPT_MOVES: Moves<AttemptStatus> = {
  CREATED: ['PENDING', 'AUTHORISED', 'CAPTURED', 'FAILED', 'CANCELLED', 'UNKNOWN', 'CONFLICTED'],
  PENDING: ['AUTHORISED', 'CAPTURED', 'FAILED', 'CANCELLED', 'UNKNOWN', 'CONFLICTED'],
  AUTHORISED: ['CAPTURED', 'FAILED', 'CANCELLED', 'UNKNOWN', 'CONFLICTED'],
  UNKNOWN: ['PENDING', 'AUTHORISED', 'CAPTURED', 'FAILED', 'CANCELLED', 'CONFLICTED'],
  FAILED: ['CAPTURED', 'CONFLICTED'],
  CANCELLED: ['CAPTURED', 'CONFLICTED'],
  CAPTURED: [],
  CONFLICTED: [],
};

export const REFUND_MOVES: Moves<RefundStatus> = {
  PENDING: ['SENT', 'DONE', 'PARKED'],
  // The provider has refused it: it is sent again, as a new order.
  SENT: ['DONE', 'PENDING', 'PARKED'],
  // An operator: again, or given up.
  PARKED: ['PENDING', 'FAILED', 'DONE'],
  DONE: [],
  FAILED: [],
};

/** Attempts that are under way. */
export const LIVE_ATTEMPTS = [
  'CREATED',
  'PENDING',
  'AUTHORISED',
  'UNKNOWN',
] as const satisfies readonly AttemptStatus[];

export function isLive(status: AttemptStatus): boolean {
  return LIVE_ATTEMPTS.some((live) => live === status);
}

/** Money has come by it, whether it was what was owed or not. */
export function hasMoney({ status }: { readonly status: AttemptStatus }): boolean {
  return status === 'CAPTURED' || status === 'CONFLICTED';
}

/** Refunds that have not come to an end: their money is spoken for. */
export function isOpenRefund(status: RefundStatus): boolean {
  return status === 'PENDING' || status === 'SENT' || status === 'PARKED';
}

/** From where a status may be come to. */
export function sourcesOf<S extends string>(statuses: readonly S[], moves: Moves<S>, to: S): S[] {
  return statuses.filter((from) => moves[from].includes(to));
}
