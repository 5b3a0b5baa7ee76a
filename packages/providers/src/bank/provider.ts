import {
  type BankMethod,
  bankPayment,
  type BankPayment,
  bankRefund,
  type BankRefund,
} from '@docket/contracts/bank/api';
import type { PaymentMethod } from '@docket/contracts/payment/status';
import {
  type BuyerStep,
  type ChargeState,
  type ChargeTruth,
  type PaymentProvider,
  ProviderRefused,
  type RefundTruth,
} from '@docket/domain/payment/provider';
import { askBank, type BankAddress } from './ask.ts';

const METHODS: Readonly<Partial<Record<PaymentMethod, BankMethod>>> = {
  netbanking: 'netbanking',
  card: 'card',
  upi: 'upi',
  bank_transfer: 'virtual_account',
};

const NOTHING: BuyerStep = { redirectUrl: null, upiUri: null, transferTo: null };

/** The bank that ships for development (`apps/bank`), or any that has its interface (packages/contracts/src/bank/api.ts). */
export function createBankProvider(address: BankAddress): PaymentProvider {
  const post = { method: 'POST' } as const;

  return {
    name: 'bank',
    title: 'Docket Bank',
    methods: ['netbanking', 'card', 'upi', 'bank_transfer'],
    takes: ({ method, currency }) => method !== 'upi' || currency === 'INR',

    async create(charge) {
      const method = METHODS[charge.method];
      if (method === undefined)
        throw new ProviderRefused('method_unsupported', `The bank does not offer ${charge.method}.`);
      const body = {
        reference: charge.reference,
        amountMinor: charge.amountMinor,
        currency: charge.currency,
        method,
        description: charge.description,
        returnUrl: charge.returnUrl,
        expiresIn: charge.expiresInSeconds,
        metadata: { userId: charge.userId },
      };
      // The bank holds a second one of a reference against the first: it needs no key of ours.
      return truthOf(await askBank(address, bankPayment, { ...post, path: '/v1/payments', body }));
    },

    async fetch({ reference, providerRef }) {
      const path =
        providerRef === null
          ? `/v1/payments?reference=${encodeURIComponent(reference)}`
          : `/v1/payments/${encodeURIComponent(providerRef)}`;
      try {
        return truthOf(await askBank(address, bankPayment, { method: 'GET', path }));
      } catch (error) {
        if (isCode(error, 'payment_not_found')) return GONE;
        throw error;
      }
    },

    async capture({ reference, providerRef }) {
      const path = `/v1/payments/${encodeURIComponent(providerRef)}/capture`;
      return truthOf(await askBank(address, bankPayment, { ...post, path, key: `capture ${reference}` }));
    },

    async cancel({ providerRef }) {
      // Without a key: what is asked for is how it stands now, and a kept answer would be of before.
      const path = `/v1/payments/${encodeURIComponent(providerRef)}/cancel`;
      return truthOf(await askBank(address, bankPayment, { ...post, path }));
    },

    async refund({ reference, providerRef, amountMinor }) {
      const path = `/v1/payments/${encodeURIComponent(providerRef)}/refunds`;
      return refundTruthOf(await askBank(address, bankRefund, { ...post, path, body: { reference, amountMinor } }));
    },

    async fetchRefund({ reference, providerRef }) {
      const path =
        providerRef === null
          ? `/v1/refunds?reference=${encodeURIComponent(reference)}`
          : `/v1/refunds/${encodeURIComponent(providerRef)}`;
      try {
        return refundTruthOf(await askBank(address, bankRefund, { method: 'GET', path }));
      } catch (error) {
        if (isCode(error, 'refund_not_found')) return { providerRef: null, state: 'gone', failure: null };
        throw error;
      }
    },
  };
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof ProviderRefused && error.code === code;
}

const GONE: ChargeTruth = {
  providerRef: null,
  state: 'gone',
  receivedMinor: 0,
  refundedMinor: 0,
  currency: 'XXX',
  feeMinor: null,
  failure: null,
  step: NOTHING,
};

function stateOf(payment: BankPayment): ChargeState {
  switch (payment.status) {
    case 'created':
      return 'pending';
    case 'authorised':
    case 'captured':
    case 'failed':
    case 'cancelled':
      return payment.status;
    // It never becomes anything else.
    case 'expired':
      return 'cancelled';
    case 'refunded':
      return 'captured';
    default:
      return payment.status satisfies never;
  }
}

function truthOf(payment: BankPayment): ChargeTruth {
  return {
    providerRef: payment.id,
    state: stateOf(payment),
    receivedMinor: payment.receivedMinor,
    refundedMinor: payment.refundedMinor,
    currency: payment.currency,
    feeMinor: payment.status === 'captured' || payment.status === 'refunded' ? payment.feeMinor : null,
    failure: payment.failure,
    step: { redirectUrl: payment.approvalUrl, upiUri: payment.upiUri, transferTo: payment.virtualAccount },
  };
}

function refundTruthOf({ id, status, failure }: BankRefund): RefundTruth {
  return { providerRef: id, state: status, failure };
}
