import { judge0Asked } from '@docket/contracts/http/judge0';
import { makeUser, makeWorkerRow, testCtx } from '@docket/testing/builders';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { db, setUpDatabase } from '../spine/fixtures.ts';
import { createJudge0Submission } from './create.ts';
import { getJudge0Submission } from './get.ts';

setUpDatabase();
beforeAll(() => makeWorkerRow(db));
afterEach(() => vi.restoreAllMocks());

/** As much as is kept of what one run prints. */
const MUCH = 'x'.repeat(64 * 1_024);

it('of many runs the first that fails is told of, and what the others printed stays in the database', async () => {
  const ctx = testCtx(db, await makeUser(db));
  const asked = judge0Asked.parse({ source_code: 'print(1)', language_id: 71, number_of_runs: 4 });
  const limits = { depthLimit: 100, userDepthLimit: 100, idempotencyKey: null };
  const { token } = await createJudge0Submission(ctx, { asked, encoded: false, ...limits });
  const each = {
    sample: false,
    name: '',
    reason: null,
    exit: { kind: 'exited', code: 0 },
    limitHit: null,
    metering: null,
    wallMs: 1,
    memoryBytes: 1_024,
    stdoutBytes: 0,
    stderr: MUCH,
    stderrBytes: 0,
    matches: null,
    difference: null,
  };
  const told = async (...cases: readonly object[]) => {
    const all = cases.map((one, at) => ({ ...each, ordinal: at + 1, ...one }));
    await db.pool.query(`UPDATE runs SET status = 'DONE', finished_at = clock_timestamp(), cases = $2 WHERE id = $1`, [
      token,
      JSON.stringify(all),
    ]);
    return getJudge0Submission(ctx, token, { fields: ['stdout', 'status_id', 'time'], encoded: false });
  };
  const ok = { outcome: 'OK', cpuMs: 100, stdout: MUCH };
  const broke = { outcome: 'RE', cpuMs: 400, stdout: 'broke', stderr: '' };
  const queries = vi.spyOn(db.pool, 'query');
  expect(await told(ok, { ...ok, matches: false, stdout: 'wrong', stderr: '' }, broke, ok)).toEqual({
    stdout: 'wrong',
    status_id: 4,
    time: '0.175',
  });
  const read = await Promise.all(queries.mock.results.map(({ value }) => value as Promise<{ rows: unknown[] }>));
  const bytes = JSON.stringify(read.map(({ rows }) => rows)).length;
  expect(bytes).toBeGreaterThan(100);
  expect(bytes).toBeLessThan(MUCH.length);
  expect(await told(ok, broke)).toEqual({ stdout: 'broke', status_id: 11, time: '0.250' });
  expect(await told(ok, { ...ok, matches: true, stdout: 'last' })).toMatchObject({ stdout: 'last', status_id: 3 });
});
