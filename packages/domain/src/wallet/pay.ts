import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import { userChannel } from '@docket/contracts/events/envelope';
import { post, settle, voidPending } from '../ledger/post.ts';
import type { Tx } from '../spine/emit.ts';
import { walletAsProvider, walletOf, type Money } from './accounts.ts';

/** What became of money that was reserved for an attempt to pay; `gone`: none was. */
type ReservationState = 'pending' | 'captured' | 'released' | 'gone';

const RESERVED = 'wallet.reserved';

const reservationStatement = prepare(
  'wallet_reservation',
  `SELECT t.id, e.phase AS ended FROM ledger_transfers t LEFT JOIN ledger_transfers e ON e.pending_id = t.id
    WHERE t.subject_kind = 'payment' AND t.subject_id = $1 AND t.kind = '${RESERVED}' AND t.pending_id IS NULL`,
).rows<{ id: string; ended: 'settled' | 'voided' | null }>();

/** The money that was reserved for an attempt to pay, and what became of it. */
export async function walletReservation(
  on: Pool | PoolClient,
  attemptId: string,
): Promise<{ readonly transferId: string | null; readonly state: ReservationState }> {
  const [row] = await reservationStatement(on, [attemptId]);
  if (row === undefined) return { transferId: null, state: 'gone' };
  if (row.ended === null) return { transferId: row.id, state: 'pending' };
  return { transferId: row.id, state: row.ended === 'settled' ? 'captured' : 'released' };
}

type Reserve = Money & { readonly userId: string; readonly attemptId: string };

/** Keeps money of a wallet for an attempt to pay; again it changes nothing. @returns the id of the reservation @throws DocketError insufficient_funds */
export async function reserveFromWallet(
  tx: Tx,
  { userId, attemptId, amountMinor, currency }: Reserve,
): Promise<string> {
  const [id] = await post(tx, [
    {
      kind: RESERVED,
      subject: { kind: 'payment', id: attemptId },
      pending: true,
      entries: [
        { account: walletOf(userId, currency), side: 'debit', amountMinor },
        { account: walletAsProvider(currency), side: 'credit', amountMinor },
      ],
    },
  ]);
  if (id === undefined) throw new Error('nothing was reserved');
  tx.emit({ channel: userChannel(userId), type: 'wallet.updated', data: { currency } });
  return id;
}

/** What was reserved is paid. @throws Error for what was released before */
export function captureFromWallet(tx: Tx, reservation: string): Promise<void> {
  return settle(tx, reservation);
}

/** What was reserved is free again. @throws Error for what was captured before */
export function releaseToWallet(tx: Tx, reservation: string): Promise<void> {
  return voidPending(tx, reservation);
}

type Refund = Money & { readonly userId: string; readonly refundId: string };

/** Puts money of a payment back; again it changes nothing. */
export async function refundToWallet(tx: Tx, { userId, refundId, amountMinor, currency }: Refund): Promise<void> {
  await post(tx, [
    {
      kind: 'wallet.refunded',
      subject: { kind: 'refund', id: refundId },
      entries: [
        { account: walletAsProvider(currency), side: 'debit', amountMinor },
        { account: walletOf(userId, currency), side: 'credit', amountMinor },
      ],
    },
  ]);
  tx.emit({ channel: userChannel(userId), type: 'wallet.updated', data: { currency } });
}
