import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Db, PoolClient } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { closeDb, makeProblem, makeUser, makeWorkerRow, openDb, testCtx } from '@docket/testing/builders';
import { createDatabaseForThisTest, createTestDatabase } from '@docket/testing/database';
import { submitSubmission } from '../judge/submission/submit.ts';

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

type Claim = { outcome: string; response: unknown };

async function claim(
  on: Db['pool'] | PoolClient,
  owner: string,
  key: string | null,
  fingerprint = 'a',
): Promise<Claim> {
  const { rows } = await on.query<Claim>('SELECT * FROM claim_idempotency_key($1, $2, $3)', [owner, key, fingerprint]);
  if (rows[0] === undefined) throw new Error('no answer');
  return rows[0];
}

async function settle(on: Db['pool'] | PoolClient, owner: string, key: string, response: unknown): Promise<void> {
  await on.query('SELECT settle_idempotency_key($1, $2, $3)', [owner, key, response]);
}

/** A transaction that stays open until the test says. */
async function transaction(): Promise<PoolClient> {
  const client = await db.pool.connect();
  onTestFinished(() => client.release());
  await client.query('BEGIN');
  return client;
}

describe('an idempotency key', () => {
  it('is claimed once, replays what was answered, and says nothing to another request', async () => {
    const owner = newId();
    expect(await claim(db.pool, owner, 'k')).toEqual({ outcome: 'claimed', response: null });
    await settle(db.pool, owner, 'k', { id: 1 });
    expect(await claim(db.pool, owner, 'k')).toEqual({ outcome: 'replay', response: { id: 1 } });
    expect(await claim(db.pool, owner, 'k', 'b')).toEqual({ outcome: 'mismatch', response: null });
    expect(await claim(db.pool, newId(), 'k', 'b')).toMatchObject({ outcome: 'claimed' });
  });

  it('is not needed', async () => {
    const owner = newId();
    expect(await claim(db.pool, owner, null)).toMatchObject({ outcome: 'claimed' });
    expect(await claim(db.pool, owner, null)).toMatchObject({ outcome: 'claimed' });
  });

  it.each([
    ['committed with an answer', 'COMMIT', { id: 2 }, { outcome: 'replay', response: { id: 2 } }],
    ['committed as refused', 'COMMIT', null, { outcome: 'claimed', response: null }],
    ['rolled back', 'ROLLBACK', { id: 2 }, { outcome: 'claimed', response: null }],
  ] as const)('lets a twin wait for a transaction that is then %s', async (_, end, response, expected) => {
    const owner = newId();
    const first = await transaction();
    await claim(first, owner, 'k');
    const twin = claim(db.pool, owner, 'k');
    await settle(first, owner, 'k', response);
    await first.query(end);
    expect(await twin).toEqual(expected);
  });

  it('is in progress while its transaction goes on, or was committed without an answer', async () => {
    const owner = newId();
    const first = await transaction();
    await claim(first, owner, 'k');
    expect(await claim(db.pool, owner, 'k')).toEqual({ outcome: 'in_progress', response: null });
    await first.query('COMMIT');
    expect(await claim(db.pool, owner, 'k')).toEqual({ outcome: 'in_progress', response: null });
    expect(await claim(db.pool, owner, 'k', 'b')).toMatchObject({ outcome: 'mismatch' });
    await settle(db.pool, owner, 'k', { id: 3 });
    expect(await claim(db.pool, owner, 'k')).toEqual({ outcome: 'replay', response: { id: 3 } });
  });

  it('leaves the transaction that asks with the timeouts it had', async () => {
    const client = await transaction();
    await claim(client, newId(), 'k');
    const { rows } = await client.query<{ lock_timeout: string }>('SHOW lock_timeout');
    expect(rows).toEqual([{ lock_timeout: '0' }]);
    await client.query('ROLLBACK');
  });
});

describe('requests with one key', () => {
  /** Sends the same submission 20 times at once; how many came to be. */
  async function storm(on: Db, key: string): Promise<number> {
    const [user, problem] = [await makeUser(on), await makeProblem(on)];
    await makeWorkerRow(on);
    const input = {
      problemId: problem.problemId,
      language: 'python3',
      code: 'print(1)',
      idempotencyKey: key,
      depthLimit: 1_000,
      userDepthLimit: 1_000,
    };
    await Promise.all(Array.from({ length: 20 }, () => submitSubmission(testCtx(on, user), input)));
    const { rows } = await on.pool.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM submissions WHERE user_id = $1',
      [user.userId],
    );
    return rows[0]?.n ?? -1;
  }

  it('have one effect together, and with the claim looking first and writing later they have several', async () => {
    const database = await createDatabaseForThisTest();
    const on = openDb(database.url, 24);
    onTestFinished(() => closeDb(on));
    expect(await storm(on, 'one')).toBe(1);
    await on.pool
      .query(`CREATE OR REPLACE FUNCTION claim_idempotency_key(p_owner uuid, p_key text, p_fingerprint text, OUT outcome text, OUT response jsonb)
      LANGUAGE plpgsql AS $$ BEGIN
        SELECT 'replay', k.response INTO outcome, response FROM idempotency_keys k WHERE k.owner_id = p_owner AND k.key = p_key;
        outcome := coalesce(outcome, 'claimed');
      END $$`);
    expect(await storm(on, 'two')).toBeGreaterThan(1);
  });

  it('are told to come back while the first is still being worked on', async () => {
    const [user, problem] = [await makeUser(db), await makeProblem(db)];
    await makeWorkerRow(db);
    const input = {
      problemId: problem.problemId,
      language: 'python3',
      code: 'print(1)',
      idempotencyKey: 'slow',
      depthLimit: 1_000,
      userDepthLimit: 1_000,
    };
    const ctx = testCtx(db, user);
    const { submissionId } = await submitSubmission(ctx, input);
    // As after the first of several transactions.
    await db.pool.query('UPDATE idempotency_keys SET response = NULL WHERE owner_id = $1', [user.userId]);
    await expect(submitSubmission(ctx, input)).rejects.toMatchObject({
      code: 'idempotency_in_progress',
      retryAfter: 1,
    });
    await db.pool.query('UPDATE idempotency_keys SET response = $2 WHERE owner_id = $1', [
      user.userId,
      { submissionId, queuePosition: 0 },
    ]);
    expect(await submitSubmission(ctx, input)).toMatchObject({ submissionId });
  });
});
