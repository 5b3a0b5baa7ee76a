import { describe, expect, it } from 'vitest';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { testCtx } from '@docket/testing/builders';
import { withoutClause, withoutGuard } from '@docket/testing/guards';
import { rival } from '@docket/testing/rival';
import { change } from '../spine/emit.ts';
import { db, ownDatabase, setUpDatabase } from '../spine/fixtures.ts';
import { cancelPayment } from './cancel.ts';
import { PRICE, Stage } from './fixtures.ts';
import { lockPayment, readKey } from './lock.ts';
import { createRefund } from './refund/create.ts';
import { sendRefund } from './refund/send.ts';
import { ATTEMPT_MOVES } from './states.ts';

setUpDatabase();

// Each race of payments beside itself without what guards it: the first must hold, and the second must not. The deeper ones have more than one guard, any of
// which is enough; all of them are off then.

/** Nobody waits for anybody: neither for the thing nor for its payment. */
function withoutLocks(own: Db): void {
  withoutClause(own, 'payment_lock', ' FOR UPDATE');
}

function unlocked(stage: Stage): Stage {
  stage.things.payables.booking.lock = async () => undefined;
  return stage;
}

describe('somebody who says that it is paid while it is being delivered', () => {
  /** @returns how often it is delivered */
  async function race(stage: Stage): Promise<number> {
    const { paymentId, attemptId } = await stage.begin();
    stage.provider.tell(attemptId, { state: 'captured' });
    const delivery = stage.things.delivery;
    const other = rival(stage.db, () => stage.advance(paymentId));
    stage.things.delivery = async () => {
      await other.comes();
      return delivery();
    };
    await stage.advance(paymentId);
    await other.goes();
    return stage.things.paid.length;
  }

  it('has it delivered once', async () => {
    expect(await race(new Stage(db))).toBe(1);
  });

  it('has it delivered again without leases, fences and states', async () => {
    const own = await ownDatabase();
    withoutLocks(own);
    withoutClause(own, 'attempt_looked', ' AND fence = $2', ' AND ($2::int IS NULL OR true)');
    withoutClause(own, 'attempt_move', ' AND status = $2 AND fence = $3', ' AND ($2::text || $3::int) IS NOT NULL');
    withoutClause(own, 'payment_paid', ' AND paid_attempt_id IS NULL');
    withoutClause(own, 'payment_outcome', ' AND outcome IS NULL');
    await own.pool.query(
      `CREATE OR REPLACE FUNCTION take_attempt(p_attempt uuid, p_seconds float8) RETURNS int LANGUAGE sql AS 'SELECT fence FROM payment_attempts WHERE id = p_attempt'`,
    );
    expect(await race(unlocked(new Stage(own)))).toBe(2);
  });
});

describe('an attempt that another takes over while its payment is locked', () => {
  it('is left to the other, and nothing of what was heard is written', async () => {
    const own = await ownDatabase();
    // The lease is another's by the time it would end.
    withoutClause(own, 'attempt_looked', ' AND fence = $2', ' AND fence = $2 + 1');
    const stage = new Stage(own);
    const { paymentId } = await stage.begin();
    expect(await stage.attempts(paymentId)).toMatchObject([{ status: 'CREATED' }]);
  });

  it('is concluded where it is not asked whose it is (negative control)', async () => {
    const own = await ownDatabase();
    withoutClause(own, 'attempt_looked', ' AND fence = $2', ' AND ($2::int IS NULL OR true)');
    const stage = new Stage(own);
    const { paymentId } = await stage.begin();
    expect(await stage.attempts(paymentId)).toMatchObject([{ status: 'PENDING' }]);
  });
});

describe('two who begin to pay for one thing', () => {
  /** The second comes when the first has seen that nobody pays, and before it has written that it does. @returns how many pay then */
  async function race(stage: Stage): Promise<number> {
    const { subjectId, paymentId } = await stage.begin();
    // There is a payment, so that they do not meet in making it.
    await cancelPayment(stage.ctx(), { paymentId }, stage.providers, stage.things);
    const { booking } = stage.things.payables;
    const begin = booking.begin.bind(booking);
    const second = rival(stage.db, () => stage.begin(subjectId));
    booking.begin = async (...asked) => {
      await second.comes();
      return begin(...asked);
    };
    await Promise.allSettled([stage.begin(subjectId)]);
    await second.goes();
    return (await stage.attempts(paymentId)).filter(({ status }) => status === 'PENDING').length;
  }

  it('begin one attempt', async () => {
    expect(await race(new Stage(db))).toBe(1);
  });

  it('begin two without the lock and the index', async () => {
    const own = await ownDatabase();
    withoutLocks(own);
    await own.pool.query('DROP INDEX payment_attempts_one_live');
    expect(await race(unlocked(new Stage(own)))).toBe(2);
  });

  it('begin one with the index alone', async () => {
    const own = await ownDatabase();
    withoutLocks(own);
    expect(await race(unlocked(new Stage(own)))).toBe(1);
  });
});

describe('two attempts that are paid', () => {
  async function bothPaid(stage: Stage) {
    const subjectId = newId();
    const first = await stage.begin(subjectId);
    await cancelPayment(stage.ctx(), first, stage.providers, stage.things);
    const second = await stage.begin(subjectId);
    for (const { attemptId } of [first, second]) {
      stage.provider.tell(attemptId, { state: 'captured' });
      await stage.advance(first.paymentId, attemptId);
    }
    const { refunds } = await stage.payment(first.paymentId);
    return { delivered: stage.things.paid.length, refunds };
  }

  it('deliver once, and the other goes back', async () => {
    expect(await bothPaid(new Stage(db))).toEqual({ delivered: 1, refunds: ['paid_twice PENDING'] });
  });

  /** The second comes while the first is being delivered. @returns how often something is delivered */
  async function race(stage: Stage): Promise<number> {
    const subjectId = newId();
    const first = await stage.begin(subjectId);
    await cancelPayment(stage.ctx(), first, stage.providers, stage.things);
    const second = await stage.begin(subjectId);
    for (const { attemptId } of [first, second]) stage.provider.tell(attemptId, { state: 'captured' });
    const delivery = stage.things.delivery;
    const other = rival(stage.db, () => stage.advance(first.paymentId, second.attemptId));
    stage.things.delivery = async () => {
      stage.things.delivery = delivery;
      await other.comes();
      return delivery();
    };
    await stage.advance(first.paymentId, first.attemptId);
    await other.goes();
    return stage.things.paid.length;
  }

  it('deliver once at the same time', async () => {
    expect(await race(new Stage(db))).toBe(1);
  });

  it('deliver once without the lock, by what is asked of the row', async () => {
    const own = await ownDatabase();
    withoutLocks(own);
    expect(await race(unlocked(new Stage(own)))).toBe(1);
  });

  it('deliver twice without the lock, where it is not asked whether one has paid before', async () => {
    const own = await ownDatabase();
    withoutLocks(own);
    withoutClause(own, 'payment_paid', ' AND paid_attempt_id IS NULL');
    withoutClause(own, 'payment_outcome', ' AND outcome IS NULL');
    expect(await race(unlocked(new Stage(own)))).toBe(2);
  });
});

describe('what is said in another order', () => {
  async function captured(stage: Stage): Promise<number> {
    const { paymentId, attemptId } = await stage.begin();
    for (const state of ['captured', 'failed', 'captured'] as const) {
      stage.provider.tell(attemptId, { state });
      await stage.advance(paymentId, attemptId);
    }
    return (await stage.payment(paymentId)).captured;
  }

  it('is money once', async () => {
    expect(await captured(new Stage(db))).toBe(PRICE);
  });

  it('is counted again where an attempt may go back, as it may in no table of states', async () => {
    const own = await ownDatabase();
    await own.pool.query(
      'ALTER TABLE payment_attempts DROP CONSTRAINT payment_attempts_received, DROP CONSTRAINT payment_attempts_captured',
    );
    const { CAPTURED } = ATTEMPT_MOVES;
    Object.assign(ATTEMPT_MOVES, { CAPTURED: ['FAILED'] });
    try {
      const stage = new Stage(own);
      // Whose money is here is not asked again but for a transfer.
      const begin = stage.begin.bind(stage);
      stage.begin = (subjectId) => begin(subjectId, 'bank_transfer');
      expect(await captured(stage)).toBeGreaterThan(PRICE);
    } finally {
      Object.assign(ATTEMPT_MOVES, { CAPTURED });
    }
  });
});

describe('a refund', () => {
  async function paid(stage: Stage) {
    const { paymentId, attemptId } = await stage.begin();
    stage.provider.tell(attemptId, { state: 'captured' });
    await stage.advance(paymentId);
    const key = await readKey(testCtx(stage.db), paymentId);
    const back = () =>
      change(testCtx(stage.db), async (tx) => {
        await lockPayment(tx, key, stage.things);
        const wanted = { reason: 'show_cancelled', cause: 'show_cancelled', by: 'worker' } as const;
        return createRefund(tx, { paymentId, amountMinor: 1_000n, ...wanted });
      });
    return { paymentId, back };
  }

  /** Of one cause, that comes five times. */
  async function ordered(stage: Stage): Promise<number> {
    const { paymentId, back } = await paid(stage);
    await Promise.allSettled([back(), back(), back(), back(), back()]);
    return (await stage.payment(paymentId)).refunds.length;
  }

  it('of one cause is one', async () => {
    expect(await ordered(new Stage(db))).toBe(1);
  });

  it('of one cause is many where it is not looked for, and no index refuses it', async () => {
    const own = await ownDatabase();
    withoutClause(own, 'refund_of_cause', 'AND cause = $2', 'AND cause = $2 AND false');
    await own.pool.query('DROP INDEX refunds_payment_id_cause_key');
    expect(await ordered(new Stage(own))).toBe(5);
  });

  /** Two workers have its job. @returns how many of them ask the provider at the same time */
  async function asked(stage: Stage): Promise<number> {
    const { back } = await paid(stage);
    const refundId = await back();
    const send = () => sendRefund(testCtx(stage.db), { refundId, by: 'worker' }, stage.providers, stage.things);
    const second = rival(stage.db, send);
    let [now, most] = [0, 0];
    stage.provider.before = async () => {
      now += 1;
      most = Math.max(most, now);
      await second.comes();
      now -= 1;
    };
    await Promise.allSettled([send()]);
    await second.goes();
    return most;
  }

  it('is asked for by one worker at a time, and by all without the lease', async () => {
    expect(await asked(new Stage(db))).toBe(1);
    const own = await ownDatabase();
    await withoutGuard(own, 'take_refund', ' AND (r.lease_until IS NULL OR r.lease_until <= clock_timestamp())');
    expect(await asked(new Stage(own))).toBeGreaterThan(1);
  });
});
