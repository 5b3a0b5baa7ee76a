import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '@docket/db/client';
import { Lifecycle } from '@docket/runtime/lifecycle';
import { createMetrics } from '@docket/runtime/metrics';
import { closeDb, openDb, quietLog, testCtx } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import { waitFor } from '@docket/testing/wait';
import { startInbox } from '../src/areas/inbox.ts';

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

test('a worker takes events out by itself, without Redis, and tells how the inbox stands', async () => {
  const lifecycle = new Lifecycle(quietLog, 5_000);
  const metrics = createMetrics('worker');
  const seen: string[] = [];
  const looked = async (_ctx: unknown, references: readonly string[]) => {
    seen.push(...references);
    return new Map(
      references.map((reference) => [reference, reference === 'lost' ? ('unknown' as const) : ('looked' as const)]),
    );
  };
  startInbox(
    { log: quietLog, lifecycle, metrics, workerId: 'worker', ctxFor: () => testCtx(db) },
    { lookAgain: { payment: looked, refund: looked, payout: looked, dispute: looked } },
  );
  for (const reference of ['found', 'lost'])
    await db.pool.query(
      `INSERT INTO inbox_events (id, provider, event_id, headers, body) VALUES ($1, 'bank', $2, '{}', $3)`,
      [randomUUID(), reference, Buffer.from(JSON.stringify({ type: 'payment.captured', reference }))],
    );
  await waitFor('both to be taken out', () => seen.length === 2);
  await waitFor('the metrics', async () => /^inbox_parked\{.*\} 1$/m.test(await metrics.metrics()), {
    timeoutMs: 20_000,
  });
  const { rows } = await db.pool.query('SELECT event_id, status FROM inbox_events ORDER BY event_id');
  expect(rows).toEqual([
    { event_id: 'found', status: 'DONE' },
    { event_id: 'lost', status: 'PARKED' },
  ]);
  await lifecycle.stop();
});
