import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { closeDb, openDb, testCtx } from '@docket/testing/builders';
import { createDatabaseForThisTest, createTestDatabase } from '@docket/testing/database';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { rival } from '@docket/testing/rival';
import { cancelPayment } from './cancel.ts';
import { PRICE, Stage } from './fixtures.ts';
import { paymentRules } from './invariants.ts';
import { pollPayments } from './poll.ts';
import { OutcomeUnknown, ProviderRefused } from './provider.ts';

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

async function ownDb(): Promise<Db> {
  const database = await createDatabaseForThisTest();
  const on = openDb(database.url, 24);
  onTestFinished(() => closeDb(on));
  return on;
}

describe('many who say that a payment has moved on', () => {
  async function storm(stage: Stage): Promise<{ deliveries: number; paid: number; captured: number }> {
    const { paymentId, attemptId } = await stage.begin();
    stage.provider.tell(attemptId, { state: 'captured' });
    await Promise.allSettled(Array.from({ length: 12 }, () => stage.advance(paymentId)));
    await stage.advance(paymentId);
    const { deliveries, captured } = await stage.payment(paymentId);
    return { deliveries, captured, paid: stage.things.paid.length };
  }

  it('deliver it once', async () => {
    expect(await storm(new Stage(db))).toEqual({ deliveries: 1, paid: 1, captured: PRICE });
  });

  it('ask its provider one at a time, and the one who was refused has it looked at once more', async () => {
    const stage = new Stage(db);
    const { paymentId, attemptId } = await stage.begin();
    const [let_, on] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let asked = 0;
    stage.provider.after = async () => {
      asked += 1;
      if (asked > 1) return;
      on.resolve();
      await let_.promise;
    };
    const first = stage.advance(paymentId);
    await on.promise;
    // It has heard "pending"; then the money comes, and a callback that finds it busy.
    stage.provider.tell(attemptId, { state: 'captured' });
    await stage.advance(paymentId);
    let_.resolve();
    await first;
    expect([asked, (await stage.payment(paymentId)).status]).toEqual([1, 'PENDING']);
    await pollPayments(testCtx(db), stage.providers, stage.things);
    expect((await stage.payment(paymentId)).status).toBe('DELIVERED');
  });

  it('do not count when another has taken the attempt over meanwhile', async () => {
    const stage = new Stage(db);
    const { paymentId, attemptId } = await stage.begin();
    const [slow, heard] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    stage.provider.tell(attemptId, { state: 'failed' });
    stage.provider.after = async () => {
      stage.provider.after = async () => undefined;
      heard.resolve();
      await slow.promise;
    };
    const late = stage.advance(paymentId);
    await heard.promise;
    await db.pool.query('UPDATE payment_attempts SET lease_until = NULL WHERE id = $1', [attemptId]);
    stage.provider.tell(attemptId, { state: 'pending' });
    await stage.advance(paymentId);
    slow.resolve();
    await late;
    // What the slow one had heard was out of date.
    expect([(await stage.payment(paymentId)).status, stage.things.failures]).toEqual(['PENDING', []]);
  });

  it('without the fence an old word does count', async () => {
    const on = await ownDb();
    await on.pool.query(
      `CREATE OR REPLACE FUNCTION take_attempt(p_attempt uuid, p_seconds float8) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    );
    const stage = new Stage(on);
    const { paymentId, attemptId } = await stage.begin();
    const [slow, heard] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    stage.provider.tell(attemptId, { state: 'failed' });
    stage.provider.after = async () => {
      stage.provider.after = async () => undefined;
      heard.resolve();
      await slow.promise;
    };
    const late = stage.advance(paymentId);
    await heard.promise;
    stage.provider.tell(attemptId, { state: 'pending' });
    await stage.advance(paymentId);
    slow.resolve();
    await late;
    expect((await stage.payment(paymentId)).status).toBe('FAILED');
  });
});

describe('an attempt', () => {
  it('is not begun while another is under way, ten at once', async () => {
    const stage = new Stage(db);
    const subjectId = newId();
    await stage.begin(newId());
    const begun = await Promise.allSettled(Array.from({ length: 10 }, () => stage.begin(subjectId)));
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const each of begun)
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'payment_in_progress' });
  });

  it('that was given up while its money came is paid for', async () => {
    const stage = new Stage(db);
    const { paymentId, attemptId } = await stage.begin();
    stage.provider.before = async (question) => {
      if (question === 'cancel') stage.provider.tell(attemptId, { state: 'captured' });
    };
    await expect(cancelPayment(stage.ctx(), { paymentId }, stage.providers, stage.things)).rejects.toMatchObject({
      code: 'payment_closed',
    });
    expect(await stage.payment(paymentId)).toMatchObject({ status: 'DELIVERED', deliveries: 1 });
  });

  it('and its giving up, at once, end in one of two ways, and never in both', async () => {
    for (let turn = 0; turn < 8; turn += 1) {
      const stage = new Stage(db);
      const { paymentId, attemptId } = await stage.begin();
      if (turn % 2 === 0) stage.provider.tell(attemptId, { state: 'captured' });
      const [, cancelled] = await Promise.allSettled([
        stage.advance(paymentId),
        cancelPayment(stage.ctx(), { paymentId }, stage.providers, stage.things),
      ]);
      await stage.advance(paymentId);
      const { status } = await stage.payment(paymentId);
      expect([status, cancelled.status]).toEqual(
        turn % 2 === 0 ? ['DELIVERED', 'rejected'] : ['CANCELLED', 'fulfilled'],
      );
    }
  });

  it('whose time runs out while its money comes is asked after once more, and paid for', async () => {
    const stage = new Stage(db);
    const { paymentId, attemptId } = await stage.begin();
    stage.provider.before = async (question) => {
      if (question === 'cancel') stage.provider.tell(attemptId, { state: 'captured' });
    };
    await stage.runOut(attemptId);
    await Promise.all([
      pollPayments(testCtx(db), stage.providers, stage.things),
      stage.advance(paymentId),
      pollPayments(testCtx(db), stage.providers, stage.things),
    ]);
    await stage.advance(paymentId);
    expect(await stage.payment(paymentId)).toMatchObject({ status: 'DELIVERED', deliveries: 1 });
  });

  it('whose time runs out is cancelled at its provider, and the thing is told', async () => {
    const stage = new Stage(db);
    const { paymentId, attemptId, subjectId } = await stage.begin();
    await stage.runOut(attemptId);
    await pollPayments(testCtx(db), stage.providers, stage.things);
    expect(stage.provider.charges.get(attemptId)?.state).toBe('cancelled');
    expect((await stage.payment(paymentId)).status).toBe('CANCELLED');
    // On a slow machine the time of other tests' attempts may be over as well.
    expect(stage.things.failures.filter((id) => id === subjectId)).toEqual([subjectId]);
  });
});

describe('two attempts that are both paid', () => {
  async function bothPaid(stage: Stage, at: 'once' | 'a time') {
    const subjectId = newId();
    const first = await stage.begin(subjectId);
    await cancelPayment(stage.ctx(), first, stage.providers, stage.things);
    const second = await stage.begin(subjectId);
    for (const { attemptId } of [first, second]) stage.provider.tell(attemptId, { state: 'captured' });
    const look = [second, first].map(
      ({ attemptId }) =>
        () =>
          stage.advance(first.paymentId, attemptId),
    );
    if (at === 'once') await Promise.all(look.map((each) => each()));
    else for (const each of look) await each();
    return stage.payment(first.paymentId);
  }

  it.each(['once', 'a time'] as const)('pay once, and what is too much goes back (%s)', async (at) => {
    const stage = new Stage(db);
    expect(await bothPaid(stage, at)).toMatchObject({
      status: 'DELIVERED',
      captured: 2 * PRICE,
      deliveries: 1,
      refunds: ['paid_twice PENDING'],
    });
    expect(stage.things.paid).toHaveLength(1);
  });
});

describe('money that is sent once more to the account of a transfer', () => {
  const moreThan = async (stage: Stage, first: number): Promise<{ paymentId: string; attemptId: string }> => {
    const begun = await stage.begin(newId(), 'bank_transfer');
    stage.provider.tell(begun.attemptId, { state: 'captured', receivedMinor: first });
    await stage.advance(begun.paymentId);
    stage.provider.tell(begun.attemptId, { receivedMinor: first + PRICE });
    return begun;
  };

  it('goes back, once, however many say so', async () => {
    const stage = new Stage(db);
    const { paymentId, attemptId } = await moreThan(stage, PRICE);
    await Promise.all(Array.from({ length: 6 }, () => stage.advance(paymentId, attemptId)));
    await stage.advance(paymentId, attemptId);
    const back = { status: 'DELIVERED', captured: 2 * PRICE, refunds: ['paid_twice PENDING'] };
    expect(await stage.payment(paymentId)).toMatchObject(back);
    stage.provider.tell(attemptId, { receivedMinor: 2 * PRICE + 7 });
    await stage.advance(paymentId, attemptId);
    const again = { ...back, captured: 2 * PRICE + 7, refunds: ['paid_twice PENDING', 'paid_twice PENDING'] };
    expect(await stage.payment(paymentId)).toMatchObject(again);
    expect(stage.things.paid).toHaveLength(1);
  });

  it('is found without anybody saying so', async () => {
    const stage = new Stage(db);
    const { paymentId, attemptId } = await moreThan(stage, PRICE);
    const due = `UPDATE payment_attempts SET next_look_at = clock_timestamp() - interval '10 ms' WHERE id = $1 AND next_look_at IS NOT NULL`;
    expect((await db.pool.query(due, [attemptId])).rowCount).toBe(1);
    await pollPayments(testCtx(db), stage.providers, stage.things);
    expect((await stage.payment(paymentId)).refunds).toEqual(['paid_twice PENDING']);
  });

  it('waits for an operator where what came first was wrong', async () => {
    const stage = new Stage(db);
    const { paymentId, attemptId } = await moreThan(stage, 7);
    await stage.advance(paymentId, attemptId);
    expect(await stage.payment(paymentId)).toMatchObject({ status: 'CONFLICTED', captured: PRICE + 7, refunds: [] });
    expect(stage.things.paid).toEqual([]);
    // Nothing is under way that could be given up, so its buyer is told that it is over.
    const { subject_id: subjectId } = (
      await db.pool.query<{ subject_id: string }>('SELECT subject_id FROM payments WHERE id = $1', [paymentId])
    ).rows[0] ?? { subject_id: '' };
    await expect(stage.begin(subjectId)).rejects.toMatchObject({ code: 'payment_closed' });
  });
});

describe('a process that dies', () => {
  /** As if the process had gone while the provider was at it: what comes after is never done. */
  async function died(
    stage: Stage,
    question: 'create',
    heard: boolean,
  ): Promise<{ paymentId: string; attemptId: string; subjectId: string }> {
    const subjectId = newId();
    const gone = Promise.withResolvers<{ attemptId: string }>();
    const hook = async (asked: string, attemptId: string): Promise<void> => {
      if (asked !== question) return;
      gone.resolve({ attemptId });
      await new Promise(() => undefined);
    };
    if (heard) stage.provider.after = hook;
    else stage.provider.before = hook;
    void stage.begin(subjectId);
    const { attemptId } = await gone.promise;
    stage.provider.before = stage.provider.after = async () => undefined;
    const { rows } = await stage.db.pool.query<{ payment_id: string }>(
      'SELECT payment_id FROM payment_attempts WHERE id = $1',
      [attemptId],
    );
    // The lease of a dead process ends by itself.
    await stage.db.pool.query(
      `UPDATE payment_attempts SET lease_until = clock_timestamp() - interval '10 ms', next_look_at = clock_timestamp() - interval '10 ms' WHERE id = $1`,
      [attemptId],
    );
    return { paymentId: rows[0]?.payment_id ?? '', attemptId, subjectId };
  }

  it('before its provider heard of it leaves an attempt that failed, and another may begin', async () => {
    const stage = new Stage(db);
    const { paymentId, subjectId } = await died(stage, 'create', false);
    expect((await stage.payment(paymentId)).status).toBe('CREATED');
    await pollPayments(testCtx(db), stage.providers, stage.things);
    expect(await stage.attempts(paymentId)).toMatchObject([{ status: 'FAILED', failure: 'gone' }]);
    await stage.begin(subjectId);
    expect((await stage.payment(paymentId)).status).toBe('PENDING');
  });

  it('after that leaves one that goes on', async () => {
    const stage = new Stage(db);
    const { paymentId, attemptId } = await died(stage, 'create', true);
    await pollPayments(testCtx(db), stage.providers, stage.things);
    expect((await stage.payment(paymentId)).status).toBe('PENDING');
    stage.provider.tell(attemptId, { state: 'captured' });
    await stage.advance(paymentId);
    expect((await stage.payment(paymentId)).status).toBe('DELIVERED');
  });
});

describe('the same request again, after a process that died', () => {
  async function died(stage: Stage, when: 'before' | 'after') {
    const subjectId = newId();
    const gone = Promise.withResolvers<string>();
    stage.provider[when] = async (_, attemptId) => {
      gone.resolve(attemptId);
      await new Promise(() => undefined);
    };
    const key = newId();
    void stage.begin(subjectId, 'netbanking', key);
    const attemptId = await gone.promise;
    stage.provider[when] = async () => undefined;
    // For so long that nobody believes it alive.
    await db.pool.query(`UPDATE payment_attempts SET lease_until = lease_until - interval '10 seconds' WHERE id = $1`, [
      attemptId,
    ]);
    return { subjectId, attemptId, again: (as = key) => stage.begin(subjectId, 'netbanking', as) };
  }

  it.each(['before', 'after'] as const)('goes on with its attempt (%s the provider heard of it)', async (when) => {
    const stage = new Stage(db);
    const { attemptId, again } = await died(stage, when);
    // Whoever comes with another key is told that somebody is at it.
    await expect(again(newId())).rejects.toMatchObject({ code: 'payment_in_progress' });
    const { paymentId, attemptId: same } = await again();
    expect([same, (await stage.payment(paymentId)).status]).toEqual([attemptId, 'PENDING']);
    // The buyer has paid since, and the same request leads to that.
    stage.provider.tell(attemptId, { state: 'captured' });
    await stage.advance(paymentId);
    await again();
    expect([(await stage.attempts(paymentId)).length, stage.things.paid.length]).toEqual([1, 1]);
  });

  it('does not say of a charge that may be there that it has failed', async () => {
    const stage = new Stage(db);
    const { attemptId, again } = await died(stage, 'after');
    stage.provider.before = async () => {
      throw new ProviderRefused('too_many', 'Come later.');
    };
    const { paymentId } = await again();
    expect(await stage.attempts(paymentId)).toMatchObject([{ id: attemptId, status: 'UNKNOWN' }]);
  });

  it('leads to the attempt that has failed meanwhile', async () => {
    const stage = new Stage(db);
    const { attemptId, again } = await died(stage, 'before');
    await stage.runOut(attemptId);
    await pollPayments(testCtx(db), stage.providers, stage.things);
    const { paymentId } = await again();
    expect(await stage.attempts(paymentId)).toMatchObject([{ id: attemptId, status: 'FAILED' }]);
  });

  it('while the first is alive waits for it, and asks nobody', async () => {
    const stage = new Stage(db);
    const [key, subjectId] = [newId(), newId()];
    let asked = 0;
    const second = rival(db, async () => stage.begin(subjectId, 'netbanking', key));
    stage.provider.before = async () => {
      asked += 1;
      void second.comes();
    };
    const first = await stage.begin(subjectId, 'netbanking', key);
    await second.goes();
    expect([asked, await stage.attempts(first.paymentId)]).toMatchObject([1, [{ status: 'PENDING' }]]);
  });
});

describe('money that comes after its attempt failed', () => {
  it('is found without anybody saying so while the thing can still be had', async () => {
    const stage = new Stage(db);
    const { paymentId, attemptId } = await stage.begin();
    stage.provider.tell(attemptId, { state: 'failed' });
    await stage.advance(paymentId);
    stage.provider.tell(attemptId, { state: 'captured' });
    const { rows } = await db.pool.query(
      `SELECT next_look_at <= now() + interval '2 minutes' AND next_look_at < deadline AS soon FROM payment_attempts WHERE id = $1`,
      [attemptId],
    );
    expect(rows).toEqual([{ soon: true }]);
    await db.pool.query(
      `UPDATE payment_attempts SET next_look_at = clock_timestamp() - interval '10 ms' WHERE id = $1 AND next_look_at < now() + interval '2 minutes'`,
      [attemptId],
    );
    await pollPayments(testCtx(db), stage.providers, stage.things);
    expect((await stage.payment(paymentId)).status).toBe('DELIVERED');
  });
});

describe('an outcome that nobody can say', () => {
  it('blocks other attempts until the provider says it', async () => {
    const stage = new Stage(db);
    const subjectId = newId();
    stage.provider.after = async () => {
      throw new OutcomeUnknown('the line went dead');
    };
    const { paymentId, attemptId } = await stage.begin(subjectId);
    expect((await stage.payment(paymentId)).status).toBe('UNKNOWN');
    await expect(stage.begin(subjectId)).rejects.toMatchObject({ code: 'payment_outcome_unknown' });
    await stage.advance(paymentId);
    await expect(stage.begin(subjectId)).rejects.toMatchObject({ code: 'payment_outcome_unknown' });
    stage.provider.after = async () => undefined;
    await stage.advance(paymentId);
    expect((await stage.payment(paymentId)).status).toBe('PENDING');
    stage.provider.tell(attemptId, { state: 'failed' });
    await stage.advance(paymentId);
    await stage.begin(subjectId);
  });
});

describe('what was paid for and cannot be delivered', () => {
  it('because it is gone is paid back, once, and the buyer reads why', async () => {
    const stage = new Stage(db);
    stage.things.delivery = async () => ({
      delivered: false,
      reason: 'too_late',
      note: 'The seats were sold meanwhile.',
    });
    const { paymentId, attemptId } = await stage.begin();
    await stage.runOut(attemptId);
    await pollPayments(testCtx(db), stage.providers, stage.things);
    stage.provider.tell(attemptId, { state: 'captured' });
    for (let time = 0; time < 3; time += 1) await stage.advance(paymentId, attemptId);
    expect(await stage.payment(paymentId)).toMatchObject({
      status: 'REFUNDING',
      outcome: 'undeliverable',
      refunds: ['too_late PENDING'],
    });
    expect(stage.things.paid).toHaveLength(1);
  });

  it('because its area fails is written down as captured, and delivered later', async () => {
    const stage = new Stage(db);
    const works = stage.things.delivery;
    stage.things.delivery = () => Promise.reject(new Error('a bug'));
    const { paymentId, attemptId } = await stage.begin();
    stage.provider.tell(attemptId, { state: 'captured' });
    await stage.advance(paymentId);
    expect(await stage.payment(paymentId)).toMatchObject({ status: 'CAPTURED', outcome: null, captured: PRICE });
    stage.things.delivery = works;
    await stage.advance(paymentId);
    expect(await stage.payment(paymentId)).toMatchObject({ status: 'DELIVERED', deliveries: 1 });
  });
});

it('whatever was done here, the rules of payments hold', async () => {
  for (const { name, violations } of paymentRules)
    expect((await db.pool.query(violations)).rows, `${name}`).toEqual([]);
});
