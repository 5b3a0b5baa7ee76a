import { parseEvent, userChannel } from '@docket/contracts/events/envelope';
import { pack, YAML } from '@docket/problem-package/package-samples';
import { getProblem } from '@docket/domain/judge/problem/get-problem';
import { importProblem } from '@docket/domain/judge/package/import-problem';
import { makeUser, testCtx, type TestUser } from '@docket/testing/builders';
import { waitFor } from '@docket/testing/wait';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkerHarness, type WorkerHarness } from './harness.ts';

// What a package promises is tried by a worker once it is imported, and its setter hears what does not hold.

let docket: WorkerHarness;
let setter: TestUser;

beforeAll(async () => {
  docket = await createWorkerHarness();
  await docket.startWorker();
  setter = await makeUser(docket.db, 'setter');
});
afterAll(() => docket.dispose());

const SUM = 'a, b = map(int, input().split())\nprint(a + b)\n';
const DIFFERENCE = 'a, b = map(int, input().split())\nprint(a - b)\n';
const AGREES = 'import sys\nsys.exit(42 if sys.stdin.read().split() == open(sys.argv[2]).read().split() else 43)\n';

/** Imports a package and waits until all of it was tried. */
async function tried(slug: string, files: Readonly<Record<string, string | null>>) {
  const ctx = testCtx(docket.db, setter);
  const { problemId, version, warnings } = await importProblem(ctx, {
    source: { zip: pack({ 'docket.yaml': `slug: ${slug}\n`, ...files }) },
  });
  const data = await waitFor(
    'the end of the checks',
    async () => {
      const { rows } = await docket.db.pool.query<{ payload: unknown }>(
        `SELECT payload FROM outbox WHERE name = 'problem.checked' AND channel = $1 AND payload -> 'data' ->> 'problemId' = $2
           AND (payload -> 'data' -> 'version')::int = $3`,
        [userChannel(setter.userId), problemId, version],
      );
      const event = rows[0] === undefined ? undefined : parseEvent(rows[0].payload);
      return event?.type === 'problem.checked' && event.data;
    },
    { timeoutMs: 60_000 },
  );
  const { faults } = await getProblem(ctx, { slug });
  return { problemId, warnings, data, faults: faults ?? [] };
}

/** Without what depends on how fast this machine starts which languages. */
const aboutThePackage = (warnings: readonly string[]): string[] =>
  warnings.filter((warning) => !warning.includes('needs to start'));

describe('an imported package', () => {
  it('whose check program does not compile has a fault before anybody submits', async () => {
    const { warnings, data, faults, problemId } = await tried('broken', {
      'output_validator/check.py': 'import sys\nsys.exit(42\n',
    });
    expect(aboutThePackage(warnings)).toEqual([]);
    expect(data).toMatchObject({ slug: 'broken', version: 1, programs: 1, faults: 1 });
    expect(faults).toMatchObject([
      {
        reason: expect.stringMatching(/^output_validator\/check\.py does not compile/),
        message: expect.stringContaining('was never closed'),
        submissionId: null,
        times: 1,
      },
    ]);
    const { rows } = await docket.db.pool.query('SELECT FROM submissions WHERE problem_id = $1', [problemId]);
    expect(rows).toHaveLength(0);
  });

  it('is published by itself when all of it was tried without a fault, if that was asked for, and not before', async () => {
    const ctx = testCtx(docket.db, setter);
    const bring = (slug: string, code: string) =>
      importProblem(ctx, {
        source: { zip: pack({ 'docket.yaml': `slug: ${slug}\n`, 'submissions/accepted/a.py': code }) },
        publish: 'checked',
      });
    const [good, bad] = await Promise.all([bring('flawless', SUM), bring('faulty', DIFFERENCE)]);
    expect([good.status, aboutThePackage(good.warnings), bad.status]).toEqual(['DRAFT', [], 'DRAFT']);
    const statusOf = async ({ problemId }: { problemId: string }) =>
      (await docket.db.pool.query<{ status: string }>('SELECT status FROM problems WHERE id = $1', [problemId])).rows[0]
        ?.status;
    await waitFor('both to be checked', async () => !(await Promise.all([good, bad].map(statusOf))).includes('DRAFT'), {
      timeoutMs: 60_000,
    });
    expect([await statusOf(good), await statusOf(bad)]).toEqual(['PUBLISHED', 'CHECKED']);
  });

  it('is told whose sample submissions do not get what their folders promise, and nobody’s figures change', async () => {
    const { data, faults, problemId } = await tried('promises', {
      'submissions/accepted/sum.py': SUM,
      'submissions/accepted/wrong.py': DIFFERENCE,
      'submissions/wrong_answer/right.py': SUM,
      'submissions/compile_error/bad.py': 'def f(:\n',
    });
    expect(data).toMatchObject({ programs: 4, faults: 2 });
    expect(faults.map(({ reason }) => reason).toSorted()).toEqual([
      'submissions/accepted/wrong.py ends with WA on sample/1, and the folder accepted permits AC',
      'submissions/wrong_answer/right.py has no test that ends with WA, and the folder wrong_answer promises one',
    ]);
    const { rows } = await docket.db.pool.query('SELECT judged, accepted FROM problems WHERE id = $1', [problemId]);
    expect(rows).toEqual([{ judged: 0, accepted: 0 }]);
    const states = await docket.db.pool.query('SELECT FROM user_problems WHERE problem_id = $1', [problemId]);
    expect(states.rowCount).toBe(0);
    const told = await docket.db.pool.query(
      `SELECT FROM outbox WHERE name = 'submission.updated' AND payload -> 'data' ->> 'problemId' = $1`,
      [problemId],
    );
    expect(told.rowCount).toBe(0);
  });

  it('whose samples keep what they promise in more than one way has no fault', async () => {
    const first = 'a, b = map(int, input().split())\n';
    const { data, faults } = await tried('several', {
      'problem.yaml': 'name: Sum\nlimits: {time_limit: 1, memory: 64}\n',
      'data/secret/02.in': '7 7\n',
      'data/secret/02.ans': '14\n',
      // Wrong on an earlier test than the one it is slow on.
      'submissions/time_limit_exceeded/slow.py': `${first}print(0)\nwhile a == 7: pass\n`,
      // Dies for want of memory, where others know run-time errors only.
      'submissions/run_time_error/big.py': `${first}print(a + b)\nx = bytearray(2 << 30) if a == 7 else 0\n`,
      'submissions/mixed/either.py': `# @EXPECTED_RESULTS@: WRONG-ANSWER, RUN-ERROR\n${first}print(a + b if a < 5 else 0)\n`,
      // With what the package puts beside every program.
      'include/python3/helper.py': 'def add(a, b): return a + b\n',
      'submissions/accepted/uses.py': `from helper import add\n${first}print(add(a, b))\n`,
      'submissions/rejected/half.py': `${first}print(a + b if a < 7 else 0)\n`,
      'submissions/submissions.yaml': 'rejected/half.py: {secret/01: {permitted: [AC]}, secret/02: {required: [WA]}}\n',
    });
    expect(faults).toEqual([]);
    expect(data).toMatchObject({ programs: 5, faults: 0 });
  });

  it('is told whose points are not those that submissions.yaml promises', async () => {
    const half = 'a, b = map(int, input().split())\nprint(a + b if a == 1 else 0)\n';
    const { data, faults } = await tried('scores', {
      'problem.yaml': `${YAML}type: scoring\n`,
      'data/secret/01.in': null,
      'data/secret/01.ans': null,
      'data/secret/a/test_group.yaml': 'scoring: {score: 30}\n',
      'data/secret/a/1.in': '1 1\n',
      'data/secret/a/1.ans': '2\n',
      'data/secret/b/test_group.yaml': 'scoring: {score: 70}\n',
      'data/secret/b/1.in': '2 5\n',
      'data/secret/b/1.ans': '7\n',
      'submissions/submissions.yaml': [
        'accepted/sum.py: {score: 100}',
        'accepted/less.py: {score: [60, 90]}',
        'partially_accepted/within.py: {score: [20, 30]}',
        'partially_accepted/more.py: {score: 40}',
        'partially_accepted/silent.py: {}',
      ].join('\n'),
      'submissions/accepted/sum.py': SUM,
      'submissions/accepted/less.py': SUM,
      'submissions/partially_accepted/within.py': half,
      'submissions/partially_accepted/more.py': half,
      'submissions/partially_accepted/silent.py': half,
      'submissions/partially_accepted/all.py': SUM,
    });
    expect(data).toMatchObject({ programs: 6, faults: 3 });
    expect(faults.map(({ reason }) => reason).toSorted()).toEqual([
      'submissions/accepted/less.py makes 100, and submissions.yaml (accepted/less.py) promises 60 to 90',
      'submissions/partially_accepted/all.py makes all points, and the folder partially_accepted promises some of the points',
      'submissions/partially_accepted/more.py makes 30, and submissions.yaml (partially_accepted/more.py) promises 40',
    ]);
  });

  it('that keeps its promises has no fault, and is tried again as its next version', async () => {
    const good = { 'output_validator/check.py': AGREES, 'submissions/accepted/sum.py': SUM };
    expect(await tried('good', good)).toMatchObject({ data: { version: 1, programs: 2, faults: 0 }, faults: [] });
    const next = await tried('good', { ...good, 'output_validator/check.py': 'raise ValueError("lost")\n' });
    expect(next.data).toMatchObject({ version: 2, programs: 2 });
    expect(next.faults.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^output_validator\/check\.py ended with exit status 1.* on sample\/1$/),
    ]);
  });

  it('of which only the samples change is tried again as the same version', async () => {
    const ctx = testCtx(docket.db, setter);
    const first = await tried('samples', { 'submissions/accepted/sum.py': DIFFERENCE });
    expect(first.faults.map(({ reason }) => reason)).toEqual([
      'submissions/accepted/sum.py ends with WA on sample/1, and the folder accepted permits AC',
    ]);
    const again = await importProblem(ctx, {
      source: { zip: pack({ 'docket.yaml': 'slug: samples\n', 'submissions/accepted/sum.py': SUM }) },
    });
    expect(again).toMatchObject({ version: 1, unchanged: false });
    const ends = async (): Promise<number> => {
      const { rows } = await docket.db.pool.query(
        `SELECT FROM outbox WHERE name = 'problem.checked' AND payload -> 'data' ->> 'problemId' = $1`,
        [first.problemId],
      );
      return rows.length;
    };
    await waitFor('the end of the second checks', async () => (await ends()) === 2, { timeoutMs: 60_000 });
    expect((await getProblem(ctx, { slug: 'samples' })).faults).toEqual([]);
  });

  it('says at once which of its programs no worker here can judge', async () => {
    const { warnings, data } = await tried('partly', {
      'submissions/accepted/sum.py': SUM,
      'submissions/accepted/sum.zig': 'x',
    });
    expect(warnings.join('\n')).toContain('submissions/accepted/sum.zig cannot be tried here');
    expect(data).toMatchObject({ programs: 1, faults: 0 });
  });
});
