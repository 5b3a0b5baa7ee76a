import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { closeDb, makeUser, openDb, testCtx } from '@docket/testing/builders';
import { createDatabaseForThisTest, createTestDatabase } from '@docket/testing/database';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { change } from '../../spine/emit.ts';
import { PRICE, Stage } from '../fixtures.ts';
import { paymentRules } from '../invariants.ts';
import { lockPayment, readKey } from '../lock.ts';
import { pollRefunds } from '../poll.ts';
import { OutcomeUnknown } from '../provider.ts';
import { createRefund, refundSubject } from './create.ts';
import { giveRefundUp, parkRefund, sendRefundAgain } from './operate.ts';
import { orderRefund } from './order.ts';
import { sendRefund } from './send.ts';

let db: Db;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  db = openDb(database.url, 24);
  drop = () => database.drop();
});
afterAll(async () => {
  await closeDb(db);
  await drop();
});

/** A payment that was delivered. */
async function paid(on: Db = db) {
  const stage = new Stage(on);
  const { paymentId, attemptId, subjectId } = await stage.begin();
  stage.provider.tell(attemptId, { state: 'captured' });
  await stage.advance(paymentId);
  return { stage, paymentId, attemptId, subjectId };
}

async function back(stage: Stage, paymentId: string, amount: number, cause: string = newId()): Promise<string> {
  const key = await readKey(testCtx(stage.db), paymentId);
  return change(testCtx(stage.db), async (tx) => {
    await lockPayment(tx, key, stage.things);
    return createRefund(tx, { paymentId, amountMinor: BigInt(amount), reason: 'requested', cause, by: 'operator' });
  });
}

function send(stage: Stage, refundId: string) {
  return sendRefund(testCtx(stage.db), { refundId, by: 'worker' }, stage.providers, stage.things);
}

async function sendAll(stage: Stage, paymentId: string): Promise<void> {
  for (const refundId of await stage.refundIds(paymentId)) await send(stage, refundId);
}

/** What the ledger has on accounts of a role, posted, credits less debits. */
async function balance(role: string, owner: string): Promise<number> {
  const { rows } = await db.pool.query<{ sum: number }>(
    `SELECT coalesce(sum(CASE e.side WHEN 'credit' THEN e.amount ELSE -e.amount END), 0)::float8 AS sum
       FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
      WHERE a.role = $1 AND a.owner = $2 AND NOT e.pending`,
    [role, owner],
  );
  return rows[0]?.sum ?? NaN;
}

describe('money goes back', () => {
  it('in parts, until all of it has', async () => {
    const { stage, paymentId } = await paid();
    const receivable = await balance('provider_receivable', 'scripted');
    await back(stage, paymentId, 40_000);
    expect((await stage.payment(paymentId)).status).toBe('REFUNDING');
    await sendAll(stage, paymentId);
    expect(await stage.payment(paymentId)).toMatchObject({ status: 'PARTLY_REFUNDED', refunded: 40_000 });
    await back(stage, paymentId, PRICE - 40_000);
    await sendAll(stage, paymentId);
    expect(await stage.payment(paymentId)).toMatchObject({ status: 'REFUNDED', refunded: PRICE });
    expect((await balance('provider_receivable', 'scripted')) - receivable).toBe(PRICE);
    expect(await balance('refunds_payable', 'scripted')).toBe(0);
  });

  it('once for each cause', async () => {
    const { stage, paymentId, subjectId } = await paid();
    const wanted = { kind: 'booking', subjectId, share: 100, reason: 'show_cancelled' } as const;
    const ids = await Promise.all(
      Array.from({ length: 5 }, () => change(testCtx(db), (tx) => refundSubject(tx, wanted))),
    );
    expect(new Set(ids).size).toBe(1);
    expect((await stage.payment(paymentId)).refunds).toEqual(['show_cancelled PENDING']);
  });

  it('as a share of what was paid, and no more than is left of it', async () => {
    const { stage, paymentId, subjectId } = await paid();
    await back(stage, paymentId, PRICE - 1_000);
    const wanted = { kind: 'booking', subjectId, share: 50, reason: 'booking_cancelled' } as const;
    await change(testCtx(db), (tx) => refundSubject(tx, wanted));
    const { rows } = await db.pool.query(
      `SELECT amount_minor::int AS amount FROM refunds WHERE payment_id = $1 ORDER BY id`,
      [paymentId],
    );
    expect(rows).toEqual([{ amount: PRICE - 1_000 }, { amount: 1_000 }]);
  });

  it('not for a thing that nobody has paid for', async () => {
    const stage = new Stage(db);
    const { subjectId } = await stage.begin();
    const wanted = { kind: 'booking', share: 50, reason: 'booking_cancelled' } as const;
    expect(await change(testCtx(db), (tx) => refundSubject(tx, { ...wanted, subjectId }))).toBeNull();
    expect(await change(testCtx(db), (tx) => refundSubject(tx, { ...wanted, subjectId: newId() }))).toBeNull();
  });

  it('under the reference of the refund, so that the same one again is the same order', async () => {
    const { stage, paymentId } = await paid();
    const refundId = await back(stage, paymentId, 10);
    stage.provider.after = async () => {
      throw new OutcomeUnknown('the line went dead');
    };
    await expect(send(stage, refundId)).rejects.toThrow('the line went dead');
    stage.provider.after = async () => undefined;
    await send(stage, refundId);
    await send(stage, refundId);
    expect([...stage.provider.refunds.keys()]).toEqual([refundId]);
    expect(await stage.payment(paymentId)).toMatchObject({ refunded: 10, refunds: ['requested DONE'] });
  });

  it('as a new order where the provider refused it, and for days, then an operator decides', async () => {
    const { stage, paymentId } = await paid();
    const refundId = await back(stage, paymentId, 10);
    stage.provider.refundState = 'failed';
    await send(stage, refundId);
    await db.pool.query(`UPDATE refunds SET next_look_at = clock_timestamp() - interval '10 ms' WHERE id = $1`, [
      refundId,
    ]);
    const ctx = testCtx(db);
    await pollRefunds(ctx, stage.providers, stage.things);
    expect(ctx.dispatched).toMatchObject([{ name: 'refund.send', payload: { refundId } }]);
    await send(stage, refundId);
    expect([...stage.provider.refunds.keys()]).toEqual([refundId, `${refundId}:1`]);
    await db.pool.query(`UPDATE refunds SET created_at = now() - interval '4 days' WHERE id = $1`, [refundId]);
    await send(stage, refundId);
    expect((await stage.payment(paymentId)).refunds).toEqual(['requested PARKED']);
    const admin = testCtx(db, await makeUser(db, 'admin'));
    stage.provider.refundState = 'done';
    expect(await sendRefundAgain(admin, { refundId }, stage.things)).toMatchObject({ status: 'PENDING' });
    await send(stage, refundId);
    expect(await stage.payment(paymentId)).toMatchObject({ refunded: 10, refunds: ['requested DONE'] });
  });

  it('or not: given up, its money may be paid back again', async () => {
    const { stage, paymentId } = await paid();
    const refundId = await back(stage, paymentId, PRICE);
    await parkRefund(testCtx(db), { refundId, why: 'silence' }, stage.things);
    expect((await stage.payment(paymentId)).status).toBe('REFUNDING');
    const admin = testCtx(db, await makeUser(db, 'admin'));
    for (let time = 0; time < 2; time += 1)
      expect(await giveRefundUp(admin, { refundId }, stage.things)).toMatchObject({ status: 'FAILED' });
    expect(await stage.payment(paymentId)).toMatchObject({ status: 'DELIVERED', refunded: 0 });
    await orderRefund(admin, { paymentId, idempotencyKey: null }, stage.things);
    await sendAll(stage, paymentId);
    expect(await stage.payment(paymentId)).toMatchObject({ status: 'REFUNDED', refunded: PRICE });
  });

  it('of money that was not what was owed: what came, because an operator says so', async () => {
    const stage = new Stage(db);
    const { paymentId, attemptId } = await stage.begin();
    stage.provider.tell(attemptId, { state: 'captured', receivedMinor: PRICE - 7 });
    await stage.advance(paymentId);
    const admin = testCtx(db, await makeUser(db, 'admin'));
    const refund = await orderRefund(admin, { paymentId, idempotencyKey: null }, stage.things);
    expect(refund.amountMinor).toBe(PRICE - 7);
    await sendAll(stage, paymentId);
    expect(await stage.payment(paymentId)).toMatchObject({ status: 'REFUNDED', outcome: null, refunded: PRICE - 7 });
    expect(await balance('suspense', 'house')).toBe(0);
  });
});

describe('refunds at the same time', () => {
  /** Ten people send half of it back at once. @returns how much of what came is on its way back */
  async function storm(on: Db): Promise<number> {
    const { stage, paymentId, attemptId } = await paid(on);
    await Promise.allSettled(Array.from({ length: 10 }, () => back(stage, paymentId, PRICE / 2)));
    const { rows } = await on.pool.query<{ sum: number }>(
      'SELECT coalesce(sum(amount_minor), 0)::float8 AS sum FROM refunds WHERE attempt_id = $1',
      [attemptId],
    );
    return rows[0]?.sum ?? NaN;
  }

  it('are never more than came in, and without the guard they are', async () => {
    expect(await storm(db)).toBe(PRICE);
    const database = await createDatabaseForThisTest();
    const on = openDb(database.url, 24);
    onTestFinished(() => closeDb(on));
    await on.pool.query(`
      ALTER TABLE payment_attempts DROP CONSTRAINT payment_attempts_refunding;
      CREATE OR REPLACE FUNCTION reserve_refund(p_attempt uuid, p_amount bigint) RETURNS boolean LANGUAGE sql AS 'SELECT true'`);
    expect(await storm(on)).toBeGreaterThan(PRICE);
  });

  it('are sent by one worker at a time', async () => {
    const { stage, paymentId } = await paid();
    const refundId = await back(stage, paymentId, 10);
    let asked = 0;
    stage.provider.before = async () => {
      asked += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
    };
    const sent = await Promise.all([send(stage, refundId), send(stage, refundId), send(stage, refundId)]);
    expect([asked, sent.toSorted()]).toEqual([1, ['busy', 'busy', 'done']]);
    expect(await stage.payment(paymentId)).toMatchObject({ refunded: 10 });
  });
});

it('whatever was done here, the rules of payments hold', async () => {
  for (const { name, violations } of paymentRules)
    expect((await db.pool.query(violations)).rows, `${name}`).toEqual([]);
});
