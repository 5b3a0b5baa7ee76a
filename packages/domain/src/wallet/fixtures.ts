import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@docket/db/client';
import { makeUser, testCtx, type TestUser } from '@docket/testing/builders';
import { newId } from '@docket/runtime/id';
import { change } from '../spine/emit.ts';
import { post } from '../ledger/post.ts';
import { OutcomeUnknown } from '../payment/provider.ts';
import { walletOf } from './accounts.ts';
import type { Payout, PayoutProvider, PayoutTruth } from './payout-provider.ts';
import { requestWithdrawal } from './request-withdrawal.ts';

export const HOME = { type: 'vpa', vpa: 'ada@bank', name: 'Ada Lovelace' } as const;

/** Puts money into a wallet, or takes it out, as an adjustment. @param amount minor units of INR, below nothing to take it out */
export async function fundWallet(db: Db, userId: string, amount: number): Promise<void> {
  const amountMinor = BigInt(Math.abs(amount));
  const [house, wallet] = [{ role: 'bank', owner: 'house', currency: 'INR' } as const, walletOf(userId, 'INR')];
  const [from, to] = amount > 0 ? [house, wallet] : [wallet, house];
  await change(testCtx(db), (tx) =>
    post(tx, [
      {
        kind: 'test.funded',
        subject: { kind: 'adjustment', id: newId() },
        entries: [
          { account: from, side: 'debit', amountMinor },
          { account: to, side: 'credit', amountMinor },
        ],
      },
    ]),
  );
}

/** A user with so much in the wallet, minor units of INR. */
export async function userWith(db: Db, amount: number): Promise<TestUser> {
  const user = await makeUser(db);
  await fundWallet(db, user.userId, amount);
  return user;
}

export function withdraw(db: Db, user: TestUser, amount: number, idempotencyKey: string | null = null) {
  return requestWithdrawal(testCtx(db, user), { amount, currency: 'INR', destination: HOME, idempotencyKey });
}

/** When a payout of a wallet was made and when it was over, by the clock of the bank. */
type Made = { readonly reference: string; readonly amountMinor: number; readonly from: number; until: number };

/**
 * A bank in memory that keeps to the port, for what no real one does on request. A payout is made once for each reference, and is paid when it is
 * asked about after `slowMs`.
 */
export class SmallBank implements PayoutProvider {
  readonly name = 'bank';
  readonly made = new Map<string, Made>();
  /** Of a call, before anything is done, and after. Throws what the caller sees instead of an answer. */
  before: (reference: string) => Promise<void> = () => Promise.resolve();
  after: (reference: string) => Promise<void> = () => Promise.resolve();
  state: (reference: string) => PayoutTruth['state'] = () => 'paid';

  readonly createPayout = async ({ reference, amountMinor }: Payout): Promise<PayoutTruth> => {
    await this.before(reference);
    const now = performance.now();
    const made = this.made.get(reference) ?? { reference, amountMinor, from: now, until: Number.POSITIVE_INFINITY };
    this.made.set(reference, made);
    await sleep(1);
    await this.after(reference);
    return this.#truth(made);
  };

  readonly fetchPayout = async ({ reference }: { readonly reference: string }): Promise<PayoutTruth> => {
    await this.before(reference);
    const made = this.made.get(reference);
    return made === undefined ? { providerRef: null, state: 'gone', failure: null } : this.#truth(made);
  };

  #truth(made: Made): PayoutTruth {
    const state = this.state(made.reference);
    if (state !== 'pending') made.until = Math.min(made.until, performance.now());
    return {
      providerRef: `p-${made.reference}`,
      state,
      failure: state === 'failed' || state === 'returned' ? 'account_closed' : null,
    };
  }

  /** In the order in which they were made. */
  get order(): readonly string[] {
    return [...this.made.keys()];
  }

  /** Pairs of payouts that were under way at the same time. */
  get overlaps(): number {
    const all = [...this.made.values()];
    return all.filter((one, n) => all.some((other, m) => m < n && one.from < other.until)).length;
  }
}

export const noAnswer = (): Promise<void> => Promise.reject(new OutcomeUnknown('no answer'));
