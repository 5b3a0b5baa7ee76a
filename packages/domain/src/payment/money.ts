import type { PayableKind } from '@docket/contracts/http/payment';
import type { AccountRef, NewTransfer } from '../ledger/transfer.ts';
import type { LockedAttempt, PaymentKey } from './lock.ts';

const HOUSE = 'house';

/** Whose the money is when the thing is delivered. */
const DELIVERED_TO: Readonly<Record<PayableKind, (userId: string) => Pick<AccountRef, 'role' | 'owner'>>> = {
  booking: () => ({ role: 'merchant_payable', owner: HOUSE }),
  trip: () => ({ role: 'merchant_payable', owner: HOUSE }),
  deposit: (userId) => ({ role: 'customer_wallet', owner: userId }),
};

/** Where captured money lies: with its buyer until the thing is delivered, then with whom it is for; apart, if it was not what was owed. */
export type Place = 'clearing' | 'delivered' | 'suspense';

function accountOf(place: Place, { kind, userId }: PaymentKey, currency: string): AccountRef {
  switch (place) {
    case 'clearing':
      return { role: 'customer_clearing', owner: userId, currency };
    case 'suspense':
      return { role: 'suspense', owner: HOUSE, currency };
    case 'delivered':
      return { ...DELIVERED_TO[kind](userId), currency };
    default:
      return place satisfies never;
  }
}

function entry(side: 'debit' | 'credit', account: AccountRef, amountMinor: bigint) {
  return { side, account, amountMinor };
}

/** The money of an attempt is ours: the provider owes it to us. The first capture is the payment's own; any other has the attempt's id. */
export function captured(
  key: PaymentKey,
  attempt: LockedAttempt,
  money: { readonly amountMinor: bigint; readonly currency: string; readonly place: Place; readonly first: boolean },
): NewTransfer {
  const { amountMinor, currency, place, first } = money;
  return {
    kind: 'payment.captured',
    subject: { kind: 'payment', id: first ? key.id : attempt.id },
    entries: [
      entry('debit', { role: 'provider_receivable', owner: attempt.provider, currency }, amountMinor),
      entry('credit', accountOf(place, key, currency), amountMinor),
    ],
  };
}

/** The thing is the buyer's, so its price is the seller's, and the fee and the tax on it go where they belong. */
export function delivered(key: PaymentKey, attempt: LockedAttempt): NewTransfer {
  const { amountMinor, feeMinor, taxMinor, currency } = attempt;
  return {
    kind: 'payment.delivered',
    subject: { kind: 'payment', id: key.id },
    entries: [
      entry('debit', accountOf('clearing', key, currency), amountMinor),
      entry('credit', accountOf('delivered', key, currency), amountMinor - feeMinor - taxMinor),
      entry('credit', { role: 'fees', owner: HOUSE, currency }, feeMinor),
      entry('credit', { role: 'tax', owner: HOUSE, currency }, taxMinor),
    ].filter(({ amountMinor: amount }) => amount > 0n),
  };
}

type Back = {
  readonly refundId: string;
  readonly provider: string;
  readonly amountMinor: bigint;
  readonly currency: string;
};

/** Money is to go back; pending until the provider has paid it. */
export function refundCreated(
  key: PaymentKey,
  from: Place,
  { refundId, provider, amountMinor, currency }: Back,
): NewTransfer {
  return {
    kind: 'refund.created',
    subject: { kind: 'refund', id: refundId },
    pending: true,
    entries: [
      entry('debit', accountOf(from, key, currency), amountMinor),
      entry('credit', { role: 'refunds_payable', owner: provider, currency }, amountMinor),
    ],
  };
}

/** The provider has paid it back, and owes us so much less. */
export function refundPaid({ refundId, provider, amountMinor, currency }: Back): NewTransfer {
  return {
    kind: 'refund.paid',
    subject: { kind: 'refund', id: refundId },
    entries: [
      entry('debit', { role: 'refunds_payable', owner: provider, currency }, amountMinor),
      entry('credit', { role: 'provider_receivable', owner: provider, currency }, amountMinor),
    ],
  };
}
