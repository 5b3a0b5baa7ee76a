import { withdrawal, type createWithdrawal as contract, type Withdrawal } from '@docket/contracts/http/wallet';
import type { PayoutDestination } from '@docket/contracts/payment/destination';
import type { RouteBody } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { isValidIBAN } from 'ibantools';
import { post } from '../ledger/post.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import type { Keyed } from '../spine/idempotency.ts';
import { invalidFields } from '../spine/invalid.ts';
import { walletOf } from './accounts.ts';
import { onceInTx } from '../spine/once-in-tx.ts';
import { told, toWithdrawal, WITHDRAWAL_COLUMNS, type WithdrawalRow } from './withdrawal-rows.ts';

const lockStatement = prepare('lock_withdrawals', 'SELECT lock_withdrawals($1)');
const placeStatement = prepare(
  'place_withdrawal',
  `SELECT ${WITHDRAWAL_COLUMNS} FROM place_withdrawal($1, $2, $3, $4, $5, $6, $7)`,
).rows<WithdrawalRow>();

/** Of the providers that pay out; there is one. */
const PROVIDER = 'bank';

/** By the registry of ISO 13616, which knows countries and their lengths. @throws DocketError invalid_request */
function refuseImpossible(destination: PayoutDestination): void {
  if (destination.type === 'iban' && !isValidIBAN(destination.iban))
    throw invalidFields([
      ['body.destination.iban', 'no country has such an IBAN; look at its first letters and its length'],
    ]);
}

/**
 * Takes money out of the caller's wallet: it is reserved, and the withdrawal is the last in the wallet's order. Nobody is asked for anything yet.
 * @throws DocketError unauthenticated, invalid_request, insufficient_funds, idempotency_mismatch, idempotency_in_progress
 */
export async function requestWithdrawal(ctx: Ctx, input: RouteBody<typeof contract> & Keyed): Promise<Withdrawal> {
  const { userId } = requireUser(ctx);
  const { amount, currency, destination } = input;
  refuseImpossible(destination);
  const asked = [amount, currency, destination];
  return change(ctx, (tx) =>
    onceInTx(tx, { ...input, kind: 'withdrawal', ownerId: userId, asked, answer: withdrawal }, async () => {
      await lockStatement(tx.client, [userId]);
      const id = newId();
      const amountMinor = BigInt(amount);
      const [transferId] = await post(tx, [
        {
          kind: 'withdrawal.requested',
          subject: { kind: 'withdrawal', id },
          pending: true,
          entries: [
            { account: walletOf(userId, currency), side: 'debit', amountMinor },
            { account: { role: 'payouts_payable', owner: PROVIDER, currency }, side: 'credit', amountMinor },
          ],
        },
      ]);
      const [row] = await placeStatement(tx.client, [
        id,
        userId,
        String(amount),
        currency,
        JSON.stringify(destination),
        PROVIDER,
        transferId ?? null,
      ]);
      if (row === undefined) throw new Error('the withdrawal was not written');
      tx.emit(told(row));
      tx.enqueue({ name: 'withdrawal.next', payload: { userId } });
      return toWithdrawal(row);
    }),
  );
}
