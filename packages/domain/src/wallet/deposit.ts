import { userChannel } from '@docket/contracts/events/envelope';
import { DocketError } from '@docket/contracts/errors';
import { deposit, type createDeposit as contract, type Deposit } from '@docket/contracts/http/wallet';
import type { RouteBody } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { Payable } from '../payment/payable.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import type { Keyed } from '../spine/idempotency.ts';
import { onceInTx } from '../spine/once-in-tx.ts';

const newStatement = prepare(
  'new_deposit',
  'INSERT INTO deposits (id, user_id, amount, currency) VALUES ($1, $2, $3, $4) RETURNING created_at',
);
const lockStatement = prepare('lock_deposit', 'SELECT id FROM deposits WHERE id = $1 FOR UPDATE');
const readStatement = prepare('read_deposit', 'SELECT user_id, amount, currency, paid_at FROM deposits WHERE id = $1');
// Held, so that the account is not deleted while money comes into its wallet.
const ownerStatement = prepare(
  'deposit_owner',
  'SELECT u.deleted_at IS NOT NULL AS gone FROM deposits d JOIN users u ON u.id = d.user_id WHERE d.id = $1 FOR SHARE OF u',
).rows<{ gone: boolean }>();
const paidStatement = prepare(
  'deposit_paid',
  `UPDATE deposits SET paid_at = clock_timestamp(), payment_id = $2 WHERE id = $1 AND (paid_at IS NULL OR payment_id = $2) RETURNING user_id, currency`,
);

/**
 * How much somebody wants to put into their wallet. Nothing is paid yet.
 * @throws DocketError unauthenticated, idempotency_mismatch, idempotency_in_progress
 */
export async function createDeposit(ctx: Ctx, input: RouteBody<typeof contract> & Keyed): Promise<Deposit> {
  const { userId } = requireUser(ctx);
  const { amount, currency } = input;
  return change(ctx, (tx) =>
    onceInTx(
      tx,
      { ...input, kind: 'deposit', ownerId: userId, asked: [amount, currency], answer: deposit },
      async () => {
        const depositId = newId();
        const [row] = await newStatement(tx.client, [depositId, userId, String(amount), currency]);
        if (row === undefined) throw new Error('the deposit was not written');
        return { depositId, amountMinor: amount, currency, createdAt: row.created_at.toISOString(), paidAt: null };
      },
    ),
  );
}

/** Deposits as a thing that is paid for. The money itself goes into the wallet with the payment's own transfer, `payment.delivered`. */
export const depositPayable: Payable = {
  notWith: ['wallet'],
  async lock(tx, id) {
    await lockStatement(tx.client, [id]);
  },
  async begin(tx, { id, userId }) {
    const [row] = await readStatement(tx.client, [id]);
    if (row === undefined || row.user_id !== userId)
      throw new DocketError('deposit_not_found', 'There is no deposit of yours with this id.');
    if (row.paid_at !== null) throw new DocketError('already_paid', 'This is in your wallet already.');
    return { amountMinor: Number(row.amount), currency: row.currency, description: 'Money for your wallet' };
  },
  /** It can be paid for in another way. */
  failed: () => Promise.resolve(),
  async paid(tx, { id, paymentId }) {
    const [owner] = await ownerStatement(tx.client, [id]);
    if (owner?.gone !== false)
      return {
        delivered: false,
        reason: 'account_deleted',
        parked: true,
        note: 'The account was deleted before the money came. An admin decides where it goes.',
      };
    const [row] = await paidStatement(tx.client, [id, paymentId]);
    if (row === undefined)
      return {
        delivered: false,
        reason: 'paid_twice',
        note: 'This was in your wallet already, so it goes back to where it came from.',
      };
    tx.emit({ channel: userChannel(row.user_id), type: 'wallet.updated', data: { currency: row.currency } });
    return { delivered: true, note: null };
  },
};
