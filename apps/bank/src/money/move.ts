import { type Bank, nowOf } from '../bank.ts';
import { idOf } from '../id.ts';

/** Kinds that stand in the merchant's statement, and those that it never sees. */
export type MoveKind =
  | 'payment'
  | 'fee'
  | 'refund'
  | 'payout'
  | 'payout_returned'
  | 'transfer'
  | 'opening'
  | 'authorisation'
  | 'release'
  | 'payout_paid';

export type Move = {
  readonly kind: MoveKind;
  /** Of accounts. */
  readonly from: string;
  readonly to: string;
  readonly amount: number;
  /** The merchant's own. */
  readonly reference: string | null;
  /** Of the bank: what it happens once for. */
  readonly subject: string;
};

/**
 * Moves money between two accounts, in the transaction of the change that it belongs to.
 * @throws Error of SQLite when an account would be overdrawn, or the same kind of the same subject was moved before
 */
export function move(bank: Bank, { kind, from, to, amount, reference, subject }: Move): void {
  bank.store.run(
    `INSERT INTO moves (id, at, kind, from_account, to_account, amount, reference, subject)
     VALUES (:id, :at, :kind, :from, :to, :amount, :reference, :subject)`,
    { id: idOf('mov'), at: nowOf(bank), kind, from, to, amount, reference, subject },
  );
}
