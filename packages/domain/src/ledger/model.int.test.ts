import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DocketError } from '@docket/contracts/errors';
import { newId } from '@docket/runtime/id';
import { testCtx } from '@docket/testing/builders';
import { withoutGuard } from '@docket/testing/guards';
import type { Db } from '@docket/db/client';
import { brokenRules, db, ownDatabase, setUpDatabase } from '../spine/fixtures.ts';
import { balanceOf } from './balance.ts';
import { account, move, postIn, settleIn, transfer, voidIn, wallet } from './fixtures.ts';
import { rollUp } from './roll-up.ts';
import type { AccountRef } from './transfer.ts';

setUpDatabase();

/** By number: two wallets, which may not be overdrawn, a hot account that may not, and one that may. */
const ACCOUNTS = 4;
const HOUSE = 3;

type Step =
  | { readonly does: 'post' | 'reserve'; readonly from: number; readonly to: number; readonly amount: number }
  | { readonly does: 'settle' | 'void'; readonly held: number }
  | { readonly does: 'roll' };

const at = fc.nat({ max: ACCOUNTS - 1 });
const moves = fc.record({
  does: fc.constantFrom('post' as const, 'post' as const, 'reserve' as const),
  from: at,
  to: at,
  amount: fc.integer({ min: 1, max: 60 }),
});
const ends = fc.record({ does: fc.constantFrom('settle' as const, 'void' as const), held: fc.nat({ max: 5 }) });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: moves },
  { weight: 3, arbitrary: ends },
  { weight: 1, arbitrary: fc.constant({ does: 'roll' } as const) },
);

type Held = {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly amount: number;
  end?: 'settle' | 'void';
};

/** What should come of it, in one thread and in as few words as can be. */
class Model {
  readonly balance = Array.from({ length: ACCOUNTS }, () => 0);
  readonly reserved = Array.from({ length: ACCOUNTS }, () => 0);
  readonly held: Held[] = [];

  move(from: number, to: number, amount: number): void {
    this.balance[from] = (this.balance[from] ?? 0) - amount;
    this.balance[to] = (this.balance[to] ?? 0) + amount;
  }

  reserve(from: number, amount: number): void {
    this.reserved[from] = (this.reserved[from] ?? 0) + amount;
  }

  available(from: number): number {
    return (this.balance[from] ?? 0) - (this.reserved[from] ?? 0);
  }

  allows(from: number, to: number, amount: number): boolean {
    if (from === HOUSE) return true;
    // What goes to oneself cancels out.
    return from === to || this.available(from) >= amount;
  }

  end(held: Held, does: 'settle' | 'void'): void {
    held.end = does;
    this.reserve(held.from, -held.amount);
    if (does === 'settle') this.move(held.from, held.to, held.amount);
  }
}

class Run {
  readonly model = new Model();
  readonly accounts: readonly AccountRef[] = [
    wallet(newId()),
    wallet(newId()),
    account('suspense', newId()),
    account('merchant_payable', newId()),
  ];
  readonly #db: Db;

  constructor(on: Db) {
    this.#db = on;
  }

  async open(): Promise<void> {
    for (const [to, amount] of [100, 50, 80].entries()) {
      await postIn(this.#db, [transfer(newId(), this.#entries(HOUSE, to, amount))]);
      this.model.move(HOUSE, to, amount);
    }
    await rollUp(testCtx(this.#db));
    await this.#db.pool.query(`UPDATE ledger_accounts SET may_overdraw = false WHERE owner = $1`, [
      this.accounts[2]?.owner,
    ]);
  }

  #entries(from: number, to: number, amount: number) {
    const [source, target] = [this.accounts[from], this.accounts[to]];
    if (source === undefined || target === undefined) throw new Error('no such account');
    return move(source, target, amount);
  }

  /** @returns whether it was done; the model is told of what was. */
  async take(next: Step): Promise<boolean> {
    switch (next.does) {
      case 'roll':
        await rollUp(testCtx(this.#db));
        return true;
      case 'post':
      case 'reserve': {
        const { does, from, to, amount } = next;
        try {
          const [id = ''] = await postIn(this.#db, [
            transfer(newId(), this.#entries(from, to, amount), { pending: does === 'reserve' }),
          ]);
          if (does === 'post') this.model.move(from, to, amount);
          else {
            this.model.reserve(from, amount);
            this.model.held.push({ id, from, to, amount });
          }
          return true;
        } catch (error) {
          if (error instanceof DocketError && error.code === 'insufficient_funds') return false;
          throw error;
        }
      }
      case 'settle':
      case 'void': {
        const held = this.model.held[next.held];
        if (held === undefined) return true;
        const done = await (next.does === 'settle' ? settleIn : voidIn)(this.#db, held.id).then(
          () => true,
          () => false,
        );
        if (done && held.end === undefined) this.model.end(held, next.does);
        return done;
      }
      default:
        return next satisfies never;
    }
  }

  async state(): Promise<{ readonly ledger: unknown; readonly model: unknown }> {
    const now = await Promise.all(this.accounts.map((each) => balanceOf(this.#db.pool, each)));
    return {
      ledger: now.map(({ balance, reserved }) => [Number(balance), Number(reserved)]),
      model: this.model.balance.map((balance, n) => [balance, this.model.reserved[n]]),
    };
  }
}

function expected(model: Model, next: Step): boolean {
  switch (next.does) {
    case 'roll':
      return true;
    case 'post':
      return model.allows(next.from, next.to, next.amount);
    case 'reserve':
      return next.from === HOUSE || model.available(next.from) >= next.amount;
    case 'settle':
    case 'void': {
      const held = model.held[next.held];
      return held?.end === undefined || held.end === next.does;
    }
    default:
      return next satisfies never;
  }
}

async function inTurn(on: Db, steps: readonly Step[]): Promise<void> {
  const run = new Run(on);
  await run.open();
  for (const next of steps) {
    const should = expected(run.model, next);
    expect({ next, done: await run.take(next) }).toEqual({ next, done: should });
  }
  const { ledger, model } = await run.state();
  expect(ledger).toEqual(model);
}

it('does what a simple model does, whatever the order of steps', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 20 }), (steps) => inTurn(db, steps)),
    { numRuns: 60 },
  );
});

it('adds up to what was done when many are at it at once, and nothing is overdrawn', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { minLength: 4, maxLength: 10 }), { maxLength: 4 }), async (rounds) => {
      const run = new Run(db);
      await run.open();
      for (const round of rounds) {
        await Promise.all(round.map((next) => run.take(next)));
        const { ledger, model } = await run.state();
        expect(ledger).toEqual(model);
        const left = run.model.balance.map((balance, n) => balance - (run.model.reserved[n] ?? 0));
        expect(left.every((amount, n) => n === HOUSE || amount >= 0)).toBe(true);
      }
    }),
    { numRuns: 25 },
  );
  expect(await brokenRules(db)).toEqual([]);
});

it('is not what the model says where a reservation ends without being taken off (negative control)', async () => {
  const own = await ownDatabase();
  await withoutGuard(own, 'ledger_write', `ELSE '{ended}' END`, `ELSE '{}' END`);
  await expect(
    inTurn(own, [
      { does: 'reserve', from: 0, to: 1, amount: 10 },
      { does: 'void', held: 0 },
    ]),
  ).rejects.toThrow();
  expect(await brokenRules(own)).toEqual(['ledger: sums are entries']);
});
