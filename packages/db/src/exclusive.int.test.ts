import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '@docket/testing/database';
import { exclusively } from './exclusive.ts';
import { createPool, type Pool } from './pool.ts';

let pool: Pool;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  pool = createPool({ DATABASE_URL: database.url, DATABASE_POOL: 4 });
  drop = () => database.drop();
});
afterAll(async () => {
  await pool.end();
  await drop();
});

test('one at a time under a name, each under its own beside others, and a failure lets the next one go on', async () => {
  let inside = 0;
  let most = 0;
  const enter = async (fails = false) => {
    inside += 1;
    most = Math.max(most, inside);
    await sleep(20);
    inside -= 1;
    if (fails) throw new Error('no space left');
  };
  const results = await Promise.allSettled([
    exclusively(pool, 'image a', () => enter(true)),
    exclusively(pool, 'image a', () => enter()),
    exclusively(pool, 'image a', () => enter()),
  ]);
  expect(most).toBe(1);
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  most = 0;
  await Promise.all([exclusively(pool, 'image a', () => enter()), exclusively(pool, 'image b', () => enter())]);
  expect(most).toBe(2);
});
