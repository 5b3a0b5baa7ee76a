import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeDb, openDb, testCtx } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import type { Db } from '@docket/db/client';
import { lookAgainAtCharges } from './look-again.ts';
import { pollPayments } from './poll.ts';
import { PRICE, Stage } from './fixtures.ts';

let db: Db;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  db = openDb(database.url, 16);
  drop = () => database.drop();
});
afterAll(async () => {
  await closeDb(db);
  await drop();
});

/** What a provider may say, in the words of its callbacks; `paid` is its own name for captured. */
const WORDS = ['authorised', 'captured', 'paid', 'failed', 'refunded'] as const;
type Word = (typeof WORDS)[number];

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

const ORDERS = permutations(WORDS);

/** The provider says this now, and calls about it, perhaps twice, and with references that mean nothing. */
async function say(stage: Stage, attemptId: string, word: Word, copies: number): Promise<void> {
  switch (word) {
    case 'authorised':
      stage.provider.tell(attemptId, { state: 'authorised' });
      break;
    case 'captured':
    case 'paid':
      stage.provider.tell(attemptId, { state: 'captured' });
      break;
    case 'failed':
      stage.provider.tell(attemptId, { state: 'failed' });
      break;
    case 'refunded':
      stage.provider.tell(attemptId, { state: 'captured', refundedMinor: PRICE });
      break;
    default:
      word satisfies never;
  }
  const called = [attemptId, ...Array.from({ length: copies }, () => attemptId), 'made-up', crypto.randomUUID()];
  for (const reference of called)
    await lookAgainAtCharges(testCtx(stage.db), [reference], stage.providers, stage.things);
}

const DELIVERED = {
  status: 'DELIVERED',
  outcome: 'delivered',
  captured: PRICE,
  refunded: 0,
  deliveries: 1,
  refunds: [],
};

/** 120 payments, one after the other: ten seconds on a machine that has nothing else to do. */
const LONG_MS = 240_000;

it(
  'ends in the same state with one fulfilment, whatever the order of what is said, and however often',
  { timeout: LONG_MS },
  async () => {
    for (const [at, order] of ORDERS.entries()) {
      const stage = new Stage(db);
      const { paymentId, attemptId } = await stage.begin();
      for (const word of order) await say(stage, attemptId, word, at % 2);
      expect([await stage.payment(paymentId), stage.things.paid.length], `${order.join(' ')}`).toEqual([DELIVERED, 1]);
    }
  },
);

it('ends so as well when the time runs out anywhere in between', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...ORDERS),
      fc.nat({ max: WORDS.length }),
      fc.nat({ max: 2 }),
      async (order, late, copies) => {
        const stage = new Stage(db);
        const { paymentId, attemptId } = await stage.begin();
        for (const [at, word] of order.entries()) {
          if (at === late) {
            await stage.runOut(attemptId);
            await pollPayments(testCtx(db), stage.providers, stage.things);
          }
          await say(stage, attemptId, word, copies);
        }
        expect([await stage.payment(paymentId), stage.things.paid.length]).toEqual([DELIVERED, 1]);
      },
    ),
    { numRuns: 40 },
  );
});

it('never fulfils what was not paid as it was owed, in any order', { timeout: LONG_MS }, async () => {
  const wrong = [{ receivedMinor: PRICE - 1 }, { receivedMinor: PRICE + 1 }, { currency: 'EUR' }] as const;
  for (const [at, order] of ORDERS.entries()) {
    const stage = new Stage(db);
    const { paymentId, attemptId } = await stage.begin();
    for (const word of order) {
      const told = wrong[at % wrong.length] ?? {};
      const original = stage.provider.tell.bind(stage.provider);
      stage.provider.tell = (reference, more) => original(reference, { receivedMinor: PRICE, ...more, ...told });
      await say(stage, attemptId, word, 1);
      stage.provider.tell = original;
    }
    const { status, outcome } = await stage.payment(paymentId);
    expect([status, outcome, stage.things.paid.length], `${order.join(' ')}`).toEqual(['CONFLICTED', null, 0]);
  }
});
