import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { closeDb, openDb, testCtx } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import { Stage } from './payment/fixtures.ts';
import { lookAgainWith } from './reactions.ts';

let db: Db;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  db = openDb(database.url);
  drop = () => database.drop();
});
afterAll(async () => {
  await closeDb(db);
  await drop();
});

it('what providers call about is looked at; what is none of ours is said to be unknown, and what fails is left out', async () => {
  const stage = new Stage(db);
  const [first, second] = [await stage.begin(), await stage.begin()];
  const strange = newId();
  const { payment, refund } = lookAgainWith(stage.providers, undefined);
  stage.provider.tell(first.attemptId, { state: 'failed' });
  // As of a row that cannot be written: its revision has no next.
  await db.pool.query('UPDATE payments SET revision = 2147483647 WHERE id = $1', [second.paymentId]);
  stage.provider.tell(second.attemptId, { state: 'failed' });
  const looked = await payment(testCtx(db), [first.attemptId, 'made-up', strange, second.attemptId, first.attemptId]);
  expect(looked).toEqual(
    new Map([
      [first.attemptId, 'looked'],
      ['made-up', 'unknown'],
      [strange, 'unknown'],
    ]),
  );
  expect(await refund(testCtx(db), [strange, `${strange}:1`, ''])).toEqual(
    new Map([
      [strange, 'unknown'],
      [`${strange}:1`, 'unknown'],
      ['', 'unknown'],
    ]),
  );
});
