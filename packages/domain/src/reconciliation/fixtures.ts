import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { makeUser, testCtx, type TestUser } from '@docket/testing/builders';
import { camt053, type Booked } from '@docket/testing/camt053';
import { beforeAll, beforeEach } from 'vitest';
import { checkInvariants } from '../invariants.ts';
import { balanceOf } from '../ledger/balance.ts';
import { post } from '../ledger/post.ts';
import { change } from '../spine/emit.ts';
import { db, setUpDatabase } from '../spine/fixtures.ts';
import { listBreaks } from './list-breaks.ts';
import { reconcile } from './reconcile.ts';
import { uploadStatement } from './upload.ts';

const HOUR = 3_600_000;
export const ago = (hours: number): string => new Date(Date.now() - hours * HOUR).toISOString();

/** Who decides. */
export let admin: TestUser;
/** Each test has a provider of its own, and so books and statements of its own. */
export let provider: string;

/** Gives a test file a database, and each of its tests a provider. Called once at its head. */
export function setUpReconciliation(): void {
  setUpDatabase();
  beforeAll(async () => {
    admin = await makeUser(db, 'admin');
  });
  beforeEach(() => {
    provider = `bank-${newId()}`;
  });
}

/** For what is agreed with one provider only. */
export function workWith(name: string): void {
  provider = name;
}

export const ctx = () => testCtx(db, admin);
export const upload = (entries: readonly Booked[], options: Parameters<typeof camt053>[1] = {}) =>
  uploadStatement(ctx(), { bytes: camt053(entries, options), provider });
export const again = (timingSeconds?: number) =>
  change(ctx(), (tx) => reconcile(tx, { provider, ...(timingSeconds === undefined ? {} : { timingSeconds }) }));

type Moved = 'payment.captured' | 'refund.paid' | 'withdrawal.paid' | 'withdrawal.returned';
const SUBJECTS = {
  'payment.captured': 'payment',
  'refund.paid': 'refund',
  'withdrawal.paid': 'withdrawal',
  'withdrawal.returned': 'withdrawal',
} as const;

/** Our books say that money moved at the provider; below nothing: out. */
export async function book(
  kind: Moved,
  id: string,
  amount: number,
  meanwhile?: () => Promise<unknown>,
  of: Db = db,
): Promise<void> {
  const amountMinor = BigInt(Math.abs(amount));
  const there = { role: 'provider_receivable', owner: provider, currency: 'INR' } as const;
  const other = { role: 'merchant_payable', owner: 'house', currency: 'INR' } as const;
  await change(testCtx(of), async (tx) => {
    await post(tx, [
      {
        kind,
        subject: { kind: SUBJECTS[kind], id },
        entries: [
          { account: amount > 0 ? there : other, side: 'debit', amountMinor },
          { account: amount > 0 ? other : there, side: 'credit', amountMinor },
        ],
      },
    ]);
    await meanwhile?.();
  });
}

export async function open(): Promise<{ id: string; said: string }[]> {
  const { data } = await listBreaks(ctx(), { status: 'OPEN', limit: 100 });
  return data
    .filter((each) => each.provider === provider)
    .map(({ breakId, type, kind, differenceMinor }) => ({ id: breakId, said: `${type} ${kind} ${differenceMinor}` }));
}
/** Open breaks: type, kind and difference. */
export const said = async () => (await open()).map((each) => each.said).toSorted();
export async function booksSay(): Promise<bigint> {
  const { balance } = await balanceOf(db.pool, { role: 'provider_receivable', owner: provider, currency: 'INR' });
  return balance;
}
/** Ordered, as the area of payments writes it. */
export const order = (id: string, amount: number) =>
  db.pool.query(
    `INSERT INTO refunds (id, payment_id, attempt_id, amount_minor, currency, reason, cause, status, transfer_id) VALUES ($1, $2, $2, $3, 'INR', 'requested', 'x', 'DONE', 'x')`,
    [id, newId(), amount],
  );
/** Rules of statements that do not hold for the provider. */
export const broken = async () =>
  (await checkInvariants(ctx())).invariants
    .filter(
      ({ ok, name, examples }) =>
        !ok && name.startsWith('statements') && JSON.stringify(examples).includes(`"${provider}"`),
    )
    .map(({ name }) => name);
