import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { ProviderRefused, type BuyerStep, type ChargeTruth, type PaymentProvider } from '../payment/provider.ts';
import type { Ctx } from '../spine/ctx.ts';
import { refundIdOf } from '../payment/refund/send.ts';
import { change } from '../spine/emit.ts';
import { captureFromWallet, refundToWallet, releaseToWallet, reserveFromWallet, walletReservation } from './pay.ts';

const chargeStatement = prepare(
  'wallet_charge',
  `SELECT a.owner, a.currency, e.amount::float8 AS amount_minor FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
    WHERE e.transfer_id = $1 AND a.role = 'customer_wallet'`,
).rows<{ amount_minor: number }>();
const refundStatement = prepare(
  'wallet_refund',
  `SELECT t.id FROM ledger_transfers t WHERE t.kind = 'wallet.refunded' AND t.subject_kind = 'refund' AND t.subject_id = $1`,
);

const NO_STEP: BuyerStep = { redirectUrl: null, upiUri: null, transferTo: null };
const NOTHING = { receivedMinor: 0, refundedMinor: 0, feeMinor: null, failure: null, step: NO_STEP };
const STATES = { pending: 'authorised', captured: 'captured', released: 'cancelled' } as const;

/** The wallet as a way to pay: its calls are transactions of our own, so that it always answers, and at once. */
export function walletProvider(ctx: Ctx): PaymentProvider {
  async function fetch(reference: string): Promise<ChargeTruth> {
    const { transferId, state } = await walletReservation(ctx.db.pool, reference);
    if (state === 'gone' || transferId === null) return { ...NOTHING, providerRef: null, state: 'gone', currency: '' };
    const [charge] = await chargeStatement(ctx.db.pool, [transferId]);
    if (charge === undefined) throw new Error(`the reservation ${transferId} has no entry of a wallet`);
    return {
      ...NOTHING,
      providerRef: transferId,
      state: STATES[state],
      receivedMinor: state === 'captured' ? charge.amount_minor : 0,
      currency: charge.currency,
    };
  }
  return {
    name: 'wallet',
    title: 'Your wallet',
    methods: ['wallet'],
    async create({ reference: attemptId, userId, amountMinor, currency }) {
      try {
        await change(ctx, async (tx) => {
          const money = { amountMinor: BigInt(amountMinor), currency };
          await captureFromWallet(tx, await reserveFromWallet(tx, { userId, attemptId, ...money }));
        });
      } catch (error) {
        if (error instanceof DocketError && error.code === 'insufficient_funds')
          throw new ProviderRefused('insufficient_funds', 'There is not so much in the wallet.');
        throw error;
      }
      return fetch(attemptId);
    },
    fetch: ({ reference }) => fetch(reference),
    async capture({ reference, providerRef }) {
      await change(ctx, (tx) => captureFromWallet(tx, providerRef));
      return fetch(reference);
    },
    async cancel({ reference, providerRef }) {
      const { state } = await walletReservation(ctx.db.pool, reference);
      if (state === 'pending') await change(ctx, (tx) => releaseToWallet(tx, providerRef));
      return fetch(reference);
    },
    async refund({ reference: refundId, providerRef, amountMinor, currency }) {
      const [charge] = await chargeStatement(ctx.db.pool, [providerRef]);
      if (charge === undefined) throw new ProviderRefused('unknown_charge', 'No wallet has paid that.');
      const money = { amountMinor: BigInt(amountMinor), currency };
      await change(ctx, (tx) => refundToWallet(tx, { userId: charge.owner, refundId: refundIdOf(refundId), ...money }));
      return { providerRef: refundId, state: 'done', failure: null };
    },
    async fetchRefund({ reference }) {
      const [refund] = await refundStatement(ctx.db.pool, [refundIdOf(reference)]);
      return refund === undefined
        ? { providerRef: null, state: 'gone', failure: null }
        : { providerRef: reference, state: 'done', failure: null };
    },
  };
}
