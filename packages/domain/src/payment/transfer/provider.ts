import type { TransferAccount } from '@docket/runtime/settings/transfer';
import type { Ctx } from '../../spine/ctx.ts';
import type { BuyerStep, ChargeTruth, PaymentProvider, RefundTruth } from '../provider.ts';
import { refundIdOf } from '../refund/send.ts';
import { findRecord, TRANSFER } from './records.ts';
import { referenceOfAttempt } from './reference.ts';

/**
 * Transfers to an account of the house that no machine looks into: what has come and what has gone back is what an operator has recorded. Its calls read our own
 * rows, so that it always answers.
 */
export function transferProvider(ctx: Pick<Ctx, 'db'>, account: TransferAccount): PaymentProvider {
  const stepOf = (reference: string): BuyerStep => ({
    redirectUrl: null,
    upiUri: null,
    transferTo: {
      name: account.name,
      iban: account.iban ?? '',
      accountNumber: account.accountNumber ?? '',
      ifsc: account.ifsc ?? '',
      reference: referenceOfAttempt(reference),
    },
  });

  async function truth(reference: string, without: 'pending' | 'cancelled'): Promise<ChargeTruth> {
    const record = await findRecord(ctx, 'in', reference);
    return {
      providerRef: referenceOfAttempt(reference),
      state: record === undefined ? without : 'captured',
      receivedMinor: record?.amountMinor ?? 0,
      refundedMinor: 0,
      currency: record?.currency ?? account.currency,
      feeMinor: null,
      failure: null,
      step: stepOf(reference),
    };
  }

  /** It waits for the operator until one has said that it was transferred back. */
  async function refundTruth(reference: string): Promise<RefundTruth> {
    const record = await findRecord(ctx, 'out', refundIdOf(reference));
    return { providerRef: reference, state: record === undefined ? 'pending' : 'done', failure: null };
  }

  return {
    name: TRANSFER,
    title: 'Transfer to our account',
    methods: ['bank_transfer'],
    takes: ({ currency }) => currency === account.currency,
    secondsToPay: account.seconds,
    create: ({ reference }) => truth(reference, 'pending'),
    fetch: ({ reference }) => truth(reference, 'pending'),
    capture: ({ reference }) => truth(reference, 'pending'),
    // Nothing is to be called off at a bank: what comes all the same is recorded all the same.
    cancel: ({ reference }) => truth(reference, 'cancelled'),
    refund: ({ reference }) => refundTruth(reference),
    fetchRefund: ({ reference }) => refundTruth(reference),
  };
}
