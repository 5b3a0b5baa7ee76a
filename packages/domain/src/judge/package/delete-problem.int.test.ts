import { expect, it, vi } from 'vitest';
import { makeProblem, makeUser, testCtx } from '@docket/testing/builders';
import { reactions } from '../../reactions.ts';
import { change } from '../../spine/emit.ts';
import { db, setUpDatabase } from '../../spine/fixtures.ts';
import { lockState } from '../problem/life-cycle.ts';
import { startDataJob } from '../setter/start.ts';
import { deleteProblem } from './delete-problem.ts';

setUpDatabase();

/** Until a statement with these words waits for a lock. */
function waiting(words: string) {
  return vi.waitFor(async () => {
    const { rows } = await db.pool.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%' || $1 || '%'`,
      [words],
    );
    expect(rows.length).toBeGreaterThan(0);
  });
}

it('a check that began while the problem was being deleted, and ends in that moment, does not wait for whoever waits for it', async () => {
  const setter = await makeUser(db, 'setter');
  const { problemId, slug } = await makeProblem(db);
  await db.pool.query('UPDATE problem_versions SET imported_by_id = $2 WHERE problem_id = $1', [
    problemId,
    setter.userId,
  ]);
  const [holder, check] = [await db.pool.connect(), await db.pool.connect()];
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT FROM problems WHERE id = $1 FOR KEY SHARE', [problemId]);
    const deleted = deleteProblem(testCtx(db, setter), { slug }, reactions);
    await waiting('FROM problems WHERE id = $1 FOR UPDATE');
    await change(testCtx(db), (tx) => startDataJob(tx, { problemId, version: 1, importer: setter.userId }));
    await check.query('BEGIN');
    await check.query(
      `UPDATE judge_tasks SET status = 'ENDED', ended_at = now(), attempt = attempt + 1 WHERE id = (SELECT id FROM setter_jobs WHERE problem_id = $1)`,
      [problemId],
    );
    await holder.query('COMMIT');
    await waiting('UPDATE judge_tasks');
    await lockState(check, problemId);
    await check.query('COMMIT');
    await deleted;
  } finally {
    for (const client of [holder, check]) client.release();
  }
  const { rows } = await db.pool.query(
    'SELECT FROM problems WHERE id = $1 UNION ALL SELECT FROM setter_jobs WHERE problem_id = $1',
    [problemId],
  );
  expect(rows).toEqual([]);
});
