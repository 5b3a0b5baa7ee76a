import type { Db } from '@docket/db/client';
import { testCtx } from '@docket/testing/builders';
import { change } from '../spine/emit.ts';
import { post, settle, voidPending } from './post.ts';
import type { AccountRef, AccountRole, Entry, NewTransfer } from './transfer.ts';

export function account(role: AccountRole, owner = 'house', currency = 'INR'): AccountRef {
  return { role, owner, currency };
}

export const wallet = (owner: string): AccountRef => account('customer_wallet', owner);

/** Entries that take an amount from one account, which is debited, to another, which is credited. */
export function move(from: AccountRef, to: AccountRef, amount: number | bigint): Entry[] {
  const amountMinor = BigInt(amount);
  return [
    { account: from, side: 'debit', amountMinor },
    { account: to, side: 'credit', amountMinor },
  ];
}

/** A transfer that is like no other. */
export function transfer(
  id: string,
  entries: readonly Entry[],
  options: { readonly pending?: boolean; readonly kind?: string } = {},
): NewTransfer {
  return {
    kind: options.kind ?? 'test',
    subject: { kind: 'adjustment', id },
    entries,
    pending: options.pending ?? false,
  };
}

export function postIn(db: Db, transfers: readonly NewTransfer[]): Promise<readonly string[]> {
  return change(testCtx(db), (tx) => post(tx, transfers));
}

export function settleIn(db: Db, id: string): Promise<void> {
  return change(testCtx(db), (tx) => settle(tx, id));
}

export function voidIn(db: Db, id: string): Promise<void> {
  return change(testCtx(db), (tx) => voidPending(tx, id));
}
