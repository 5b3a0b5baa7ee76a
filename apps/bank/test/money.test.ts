import { bankFaults, newBankPayment, newBankPayout } from '@docket/contracts/bank/api';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Bank } from '../src/bank.ts';
import { customerAccount, customerOf } from '../src/customers/customers.ts';
import { doWhatIsDue } from '../src/due.ts';
import { BankError } from '../src/errors.ts';
import { writeFaults } from '../src/faults/faults.ts';
import { allAccounts } from '../src/money/accounts.ts';
import { approve, refuse } from '../src/payments/approve.ts';
import { createPayment } from '../src/payments/create.ts';
import { cancel, capture } from '../src/payments/merchant.ts';
import { createPayout } from '../src/payouts/payouts.ts';
import { createRefund } from '../src/refunds/refunds.ts';
import { readStatement } from '../src/statement/read.ts';
import { receiveTransfer } from '../src/transfers/receive.ts';
import { newPayment, openBank, silent } from './support.ts';

/** Which of the payments, counted from the newest. */
const at = fc.nat({ max: 3 });
const minor = fc.integer({ min: 1, max: 600_000 });
const customer = fc.constantFrom('asha', 'asha', 'somebody', 'meera', 'poor');
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('create' as const),
      amount: minor,
      capture: fc.constantFrom(true, true, true, false),
      transfer: fc.boolean(),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('approve' as const), at, customer }) },
  fc.record({ do: fc.constantFrom('capture' as const, 'capture' as const, 'refuse' as const, 'cancel' as const), at }),
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('refund' as const), at, percent: fc.constantFrom(10, 40, 60, 100) }),
  },
  fc.record({ do: fc.constant('payout' as const), amount: minor, inside: fc.boolean() }),
  fc.record({ do: fc.constant('transfer' as const), at, amount: minor, customer }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('time' as const),
      ms: fc.constantFrom(1, 300, 300, 300, 300, 300, 70_000, 8 * 86_400_000),
    }),
  },
  fc.record({
    do: fc.constant('faults' as const),
    late: fc.boolean(),
    wrong: fc.boolean(),
    refunds: fc.boolean(),
    payouts: fc.boolean(),
    returned: fc.boolean(),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function idOf(ids: readonly string[], index: number): string {
  return ids.at(-1 - index) ?? 'none';
}

function carryOut(bank: ReturnType<typeof openBank>, ids: string[], n: number, step: Step): void {
  const change = <T>(work: () => T): T => bank.store.change(work);
  const account = (login: string): string =>
    change(() => customerAccount(bank, customerOf(bank, login).login, 'INR').id);
  switch (step.do) {
    case 'create': {
      const asked = newBankPayment.parse(
        newPayment(`p${n}`, {
          amountMinor: step.amount,
          capture: step.capture,
          expiresIn: 60,
          method: step.transfer ? 'virtual_account' : 'card',
        }),
      );
      ids.push(change(() => createPayment(bank, asked)).row.id);
      return;
    }
    case 'approve':
      return void approve(bank, idOf(ids, step.at), account(step.customer));
    case 'refuse':
      return void refuse(bank, idOf(ids, step.at), 'refused_by_buyer');
    case 'capture':
      return void change(() => capture(bank, idOf(ids, step.at)));
    case 'cancel':
      return void change(() => cancel(bank, idOf(ids, step.at)));
    case 'refund': {
      const id = idOf(ids, step.at);
      const amount =
        bank.store.find(z.object({ n: z.int() }), 'SELECT amount AS n FROM payments WHERE id = :id', { id })?.n ?? 1;
      const amountMinor = Math.ceil((amount * step.percent) / 100);
      return void change(() => createRefund(bank, id, { reference: `r${n}`, amountMinor }));
    }
    case 'payout': {
      const vpa = step.inside ? 'meera@docketbank' : 'meera@elsewhere';
      const destination = { type: 'vpa', vpa, name: 'Meera' } as const;
      const asked = newBankPayout.parse({ reference: `o${n}`, amountMinor: step.amount, currency: 'INR', destination });
      return void change(() => createPayout(bank, asked));
    }
    case 'transfer': {
      const to = bank.store.find(
        z.object({ n: z.string().nullable() }),
        'SELECT account_number AS n FROM payments WHERE id = :id',
        {
          id: idOf(ids, step.at),
        },
      )?.n;
      const from = account(step.customer);
      return void change(() =>
        receiveTransfer(bank, { to: to ?? 'none', from, amountMinor: step.amount, currency: 'INR' }),
      );
    }
    case 'time':
      bank.pass(step.ms);
      expect(doWhatIsDue(bank, silent)).toBe(true);
      return;
    case 'faults':
      return change(() =>
        writeFaults(
          bank,
          bankFaults.parse({
            money: {
              ...(step.late ? { failThenCapture: { afterMs: 200 } } : {}),
              ...(step.wrong ? { receiveWrongAmount: { byMinor: -70 } } : {}),
              ...(step.refunds ? { refundsFail: { times: 1 } } : {}),
              ...(step.payouts ? { payoutsFail: { times: 2 } } : {}),
              ...(step.returned ? { payoutsReturn: { afterMs: 250, times: 2 } } : {}),
            },
          }),
        ),
      );
    default:
      step satisfies never;
  }
}

const sums = z.object({ received: z.int(), refunded: z.int(), fee: z.int(), held: z.int() });
const paidOut = z.object({ sum: z.int(), pending: z.int() });

function expectConserved(bank: Bank): void {
  const accounts = allAccounts(bank);
  expect(accounts.reduce((sum, { balance }) => sum + balance, 0)).toBe(0);
  for (const { kind, balance } of accounts)
    if (kind !== 'outside' && kind !== 'merchant') expect(balance).toBeGreaterThanOrEqual(0);
  const payments = bank.store.find(
    sums,
    `SELECT coalesce(sum(received), 0) AS received, coalesce(sum(refunded), 0) AS refunded, coalesce(sum(fee), 0) AS fee,
       coalesce(sum(CASE WHEN status = 'authorised' THEN amount END), 0) AS held FROM payments`,
  );
  const payouts = bank.store.find(
    paidOut,
    `SELECT coalesce(sum(amount), 0) AS sum, coalesce(sum(CASE WHEN status = 'pending' THEN amount END), 0) AS pending FROM payouts WHERE status <> 'failed' AND returned_at IS NULL`,
  );
  const refunds = bank.store.find(
    z.object({ sum: z.int() }),
    `SELECT coalesce(sum(amount), 0) AS sum FROM refunds WHERE status = 'done'`,
  );
  const balanceOf = (id: string): number => accounts.find((account) => account.id === id)?.balance ?? 0;
  const statement = readStatement(bank, { currency: 'INR' });
  expect({
    merchant: balanceOf('merchant:docket:INR'),
    statement: statement.closingMinor,
    held: balanceOf('held:docket:INR'),
    underWay: balanceOf('held:docket-payouts:INR'),
    refunded: payments?.refunded,
  }).toEqual({
    merchant: (payments?.received ?? 0) - (payments?.refunded ?? 0) - (payments?.fee ?? 0) - (payouts?.sum ?? 0),
    statement: balanceOf('merchant:docket:INR'),
    held: payments?.held,
    underWay: payouts?.pending,
    refunded: refunds?.sum,
  });
}

it('conserves money under random use with faults', { timeout: 120_000 }, () => {
  let moved = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 40, maxLength: 80, size: 'max' }), (steps) => {
      const bank = openBank();
      const ids: string[] = [];
      try {
        for (const [n, step] of steps.entries()) {
          try {
            carryOut(bank, ids, n, step);
          } catch (error) {
            if (!(error instanceof BankError)) throw error;
          }
          expectConserved(bank);
        }
        moved += readStatement(bank, { currency: 'INR' }).entries.length;
      } finally {
        bank.store.close();
      }
    }),
    { numRuns: 60 },
  );
  // Something did move.
  expect(moved).toBeGreaterThan(100);
});

it('keeps moves as they are, in one currency, and takes nothing from an empty account', () => {
  const bank = openBank();
  const change = (sql: string) => () => bank.store.run(sql);
  expect(change('UPDATE moves SET amount = 1')).toThrow('moves are not changed');
  expect(change('DELETE FROM moves')).toThrow('moves are not deleted');
  const insert = (from: string, to: string, amount: number) =>
    change(
      `INSERT INTO moves (id, at, kind, from_account, to_account, amount, subject) VALUES ('m', 'now', 'payment', '${from}', '${to}', ${amount}, 's')`,
    );
  bank.store.change(() => customerAccount(bank, 'asha', 'USD'));
  expect(insert('customer:asha:INR', 'customer:asha:USD', 1)).toThrow('one currency');
  expect(insert('customer:poor:INR', 'customer:asha:INR', 101)).toThrow('CHECK');
  expect(insert('customer:poor:INR', 'customer:asha:INR', 100)).not.toThrow();
  bank.store.close();
});
