import type { Payment } from '@docket/contracts/http/payment';
import type { PaymentMethod, PaymentStatus, RefundReason, RefundStatus } from '@docket/contracts/payment/status';
import type { Tone } from '../../ui/tone.ts';

type Look = { readonly word: string; readonly tone: Tone };

export const PAYMENT_LOOKS: Record<PaymentStatus, Look> = {
  CREATED: { word: 'Starting', tone: 'note' },
  PENDING: { word: 'Waiting', tone: 'limit' },
  UNKNOWN: { word: 'Not known yet', tone: 'limit' },
  CAPTURED: { word: 'Received', tone: 'note' },
  DELIVERED: { word: 'Paid', tone: 'ok' },
  REFUNDING: { word: 'Being refunded', tone: 'note' },
  PARTLY_REFUNDED: { word: 'Partly refunded', tone: 'note' },
  REFUNDED: { word: 'Refunded', tone: 'muted' },
  CONFLICTED: { word: 'Being checked', tone: 'limit' },
  FAILED: { word: 'Failed', tone: 'bad' },
  CANCELLED: { word: 'Not paid', tone: 'muted' },
};

export const METHOD_WORDS: Record<PaymentMethod, { readonly name: string; readonly hint: string }> = {
  netbanking: { name: 'Net banking', hint: 'Log in at your bank and approve' },
  card: { name: 'Card', hint: 'Debit or credit card' },
  upi: { name: 'UPI', hint: 'Scan a code, or open your UPI app' },
  wallet: { name: 'Wallet', hint: 'Money you have with us' },
  bank_transfer: { name: 'Bank transfer', hint: 'Transfer to an account that is only for this payment' },
};

/** A way to pay as operators know it: `Card at stripe`; the wallet is its own provider. */
export function wayWords(method: PaymentMethod, provider: string): string {
  const { name } = METHOD_WORDS[method];
  return method === 'wallet' ? name : `${name} at ${provider}`;
}

/** Ways that go on at the bank’s own page; the others are shown here, as a code or an account. */
export function isAtTheBank(method: PaymentMethod): boolean {
  return method === 'netbanking' || method === 'card';
}

/** Transfers that somebody here looks for in the statement of our account. */
const BY_HAND = 'transfer';

/** What a way to pay is like, in a line. */
export function wayHint({ method, provider }: { readonly method: PaymentMethod; readonly provider: string }): string {
  return provider === BY_HAND ? 'We look for it by hand, which may take a working day' : METHOD_WORDS[method].hint;
}

/** Is its money waited for by hand? */
export function isByHand(payment: Pick<Payment, 'attempts'>): boolean {
  return payment.attempts.at(-1)?.provider === BY_HAND;
}

export const REFUND_REASONS: Record<RefundReason, string> = {
  requested: 'as agreed with us',
  booking_cancelled: 'you gave the booking back',
  trip_cancelled: 'you gave the trip up',
  stay_walked: 'the house had no room for you',
  stay_not_come: 'you did not come to the stay',
  show_cancelled: 'the show was cancelled',
  show_moved: 'the show was moved',
  too_late: 'the payment came too late',
  paid_twice: 'it was paid twice',
  account_deleted: 'the account was deleted',
};

export const REFUND_LOOKS: Record<RefundStatus, Look> = {
  PENDING: { word: 'On its way', tone: 'note' },
  SENT: { word: 'At the bank', tone: 'note' },
  DONE: { word: 'Refunded', tone: 'ok' },
  FAILED: { word: 'Failed', tone: 'bad' },
  // Somebody looks after it; to its buyer it is not over.
  PARKED: { word: 'Being looked into', tone: 'limit' },
};

const FAILURES: Readonly<Record<string, string>> = {
  insufficient_funds: 'There was not enough money in the account.',
  refused_by_buyer: 'You refused it on the bank’s page.',
  wrong_code: 'The code was wrong too often.',
  account_closed: 'The account is closed.',
  expired: 'The time at the bank ran out.',
  gone: 'The bank knows nothing of it: the payment never got there.',
  expired_card: 'The card has expired.',
  unknown_card: 'The bank does not know this card.',
};

/** Why an attempt failed, for people; what a provider says in words of its own is shown as it is. */
export function failureWords(failure: string | null): string {
  if (failure === null) return 'The bank did not say why.';
  return FAILURES[failure] ?? `The bank said: ${failure.replaceAll('_', ' ')}.`;
}

/** Money may still come, or is on its way back: it is not over. */
export function isUnderWay({ status }: Pick<Payment, 'status'>): boolean {
  switch (status) {
    case 'CREATED':
    case 'PENDING':
    case 'UNKNOWN':
    case 'CAPTURED':
    case 'REFUNDING':
    case 'CONFLICTED':
      return true;
    case 'DELIVERED':
    case 'PARTLY_REFUNDED':
    case 'REFUNDED':
    case 'FAILED':
    case 'CANCELLED':
      return false;
    default:
      return status satisfies never;
  }
}

/** Money is or was ours. */
export function wasPaid({ status }: Pick<Payment, 'status'>): boolean {
  return ['CAPTURED', 'DELIVERED', 'REFUNDING', 'PARTLY_REFUNDED', 'REFUNDED'].includes(status);
}

/** Another amount came than was owed: it goes back, and nothing can be paid for this any more. */
export function isClosed({ status }: Pick<Payment, 'status'>): boolean {
  switch (status) {
    case 'CONFLICTED':
    case 'REFUNDED':
    case 'PARTLY_REFUNDED':
    case 'REFUNDING':
      return true;
    default:
      return false;
  }
}

/**
 * What was paid for something that came to nothing, and what becomes of the money.
 * @param payment null for one that nobody has begun to pay for; undefined while that is not known
 */
export function chargedWords(payment: Pick<Payment, 'status' | 'refunds'> | null | undefined): string {
  if (payment === undefined) return 'Looking up what was paid…';
  if (payment === null) return 'Nothing was charged.';
  if (payment.status === 'CONFLICTED' && payment.refunds.length === 0)
    return 'Another amount came than was asked for. Somebody looks at it, and you hear from us.';
  if (payment.status === 'UNKNOWN')
    return 'The bank has not told us yet whether you paid. If you did, the money goes back to where it came from.';
  if (!wasPaid(payment)) return 'Nothing was charged.';
  return payment.refunds.length > 0 ? 'What you paid goes back to where it came from.' : 'You paid for it.';
}

/** The attempt that counts: the one that paid, or the last. */
export function lastAttempt({ attempts }: Pick<Payment, 'attempts'>) {
  return attempts.find(({ status }) => status === 'CAPTURED') ?? attempts.at(-1);
}
