import { pack } from '@docket/problem-package/package-samples';
import { getProblem } from '@docket/domain/judge/problem/get-problem';
import { importProblem } from '@docket/domain/judge/package/import-problem';
import { getSubmission } from '@docket/domain/judge/submission/get';
import type { Ctx } from '@docket/domain/spine/ctx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeUser, testCtx } from '@docket/testing/builders';
import { createWorkerHarness, type WorkerHarness } from './harness.ts';

// From an imported package to what its author reads, through database and worker.

let docket: WorkerHarness;

beforeAll(async () => {
  docket = await createWorkerHarness();
  await docket.startWorker();
});
afterAll(() => docket.dispose());

const YAML = 'problem_format_version: 2025-09\nname: S\nlimits: {time_limit: 1}\n';
const SUM = 'a, b = map(int, input().split())\nprint(a + b)';

async function problem(slug: string, files: Readonly<Record<string, string | null>>): Promise<string> {
  const source = { zip: pack({ 'problem.yaml': YAML, 'docket.yaml': `slug: ${slug}\n`, ...files }) };
  return (await importProblem(testCtx(docket.db), { source, publish: 'at-once' })).problemId;
}

describe('imported packages', () => {
  it('give points by subtask', async () => {
    const problemId = await problem('points', {
      'problem.yaml': `${YAML}type: scoring\n`,
      'data/secret/01.in': null,
      'data/secret/01.ans': null,
      'data/secret/a/test_group.yaml': 'scoring: {score: 30}\n',
      'data/secret/a/1.in': '1 1\n',
      'data/secret/a/1.ans': '2\n',
      'data/secret/b/test_group.yaml': 'scoring: {score: 70, aggregation: sum}\n',
      'data/secret/b/1.in': '0 5\n',
      'data/secret/b/1.ans': '5\n',
      'data/secret/b/2.in': '2 3\n',
      'data/secret/b/2.ans': '5\n',
    });
    const full = await docket.verdict(await docket.submit({ problemId, language: 'python3', code: SUM }));
    expect(full).toMatchObject({ status: 'AC', reason: null, score: 100, maxScore: 100, testsDone: 4 });
    const partial = await docket.verdict(
      await docket.submit({
        problemId,
        language: 'python3',
        code: 'a, b = map(int, input().split())\nprint(5 if a != 1 or b != 2 else 3)',
      }),
    );
    expect(partial).toMatchObject({
      status: 'WA',
      reason: 'partial score',
      score: 70,
      maxScore: 100,
      subtasks: [
        { name: 'secret/a', score: 0, maxScore: 30, verdict: 'WA' },
        { name: 'secret/b', score: 70, maxScore: 70, verdict: 'AC', testsDone: 2, testsTotal: 2 },
      ],
    });
    const { rows } = await docket.db.pool.query<{ data: unknown }>(
      `SELECT payload -> 'data' AS data FROM outbox WHERE topic = 'event' AND payload -> 'data' ->> 'submissionId' = $1`,
      [partial.submissionId],
    );
    expect(rows[0]?.data).toMatchObject({
      status: 'WA',
      score: 70,
      maxScore: 100,
      subtasks: [{ score: 0 }, { score: 70 }],
    });
  });

  it('with a broken checker cost nobody anything, and tell the setter why', async () => {
    const problemId = await problem('broken', { 'output_validator/check.py': 'raise ValueError("the answer is 3")\n' });
    const judged = await docket.verdict(await docket.submit({ problemId, language: 'python3', code: SUM }));
    expect(judged).toMatchObject({ status: 'IE', testsDone: 1 });
    expect(judged.reason).toMatch(/^judge error: output_validator\/check\.py ended with exit status 1/);
    expect(JSON.stringify(judged)).not.toContain('the answer is 3');
    const setter = testCtx(docket.db, await makeUser(docket.db, 'setter'));
    const admin = testCtx(docket.db, await makeUser(docket.db, 'admin'));
    const messageTo = async (ctx: Ctx) =>
      (await getSubmission(ctx, { id: judged.submissionId })).tests[0]?.feedback?.judgeMessage;
    expect(await messageTo(admin)).toContain('the answer is 3');
    expect(await messageTo(setter)).toBeUndefined();
    await docket.verdict(await docket.submit({ problemId, language: 'python3', code: SUM }));
    // Another setter is told no more than anybody.
    expect((await getProblem(setter, { slug: 'broken' })).faults).toBeUndefined();
    await docket.db.pool.query('UPDATE problem_versions SET imported_by_id = $2 WHERE problem_id = $1', [
      problemId,
      setter.actor.kind === 'user' ? setter.actor.userId : null,
    ]);
    expect(await messageTo(setter)).toContain('the answer is 3');
    expect((await getProblem(setter, { slug: 'broken' })).faults).toMatchObject([
      {
        reason: expect.stringMatching(/^output_validator\/check\.py .* on sample\/1$/),
        message: expect.stringContaining('the answer is 3'),
        times: 2,
      },
    ]);
    expect(
      (await getProblem(testCtx(docket.db, await makeUser(docket.db)), { slug: 'broken' })).faults,
    ).toBeUndefined();
    const { rows } = await docket.db.pool.query('SELECT FROM user_problems WHERE problem_id = $1', [problemId]);
    expect(rows).toHaveLength(0);
  });

  it('with a checker that does not compile say which file and why', async () => {
    const problemId = await problem('uncompiled', {
      'output_validator/check.cpp': 'int main() { return nonsense; }\n',
    });
    const judged = await docket.verdict(await docket.submit({ problemId, language: 'python3', code: SUM }));
    expect(judged.status).toBe('IE');
    // What the compiler quotes is the setter's source.
    expect(judged.reason).toBe('judge error: output_validator/check.cpp does not compile');
    const admin = testCtx(docket.db, await makeUser(docket.db, 'admin'));
    expect((await getSubmission(admin, { id: judged.submissionId })).reason).toMatch(/does not compile: .*nonsense/);
  });

  it('talk to a program that is submitted', async () => {
    const problemId = await problem('talk', {
      'problem.yaml': `${YAML}type: interactive\n`,
      'output_validator/talk.py':
        'import sys\nprint(open(sys.argv[1]).read(), end="", flush=True)\nopen(sys.argv[3] + "teammessage.txt", "w").write("well met")\nsys.exit(42 if input() == open(sys.argv[2]).read().strip() else 43)\n',
    });
    const judged = await docket.verdict(await docket.submit({ problemId, language: 'python3', code: SUM }));
    expect(judged).toMatchObject({ status: 'AC', testsDone: 2 });
    expect(judged.tests[0]?.feedback).toMatchObject({ message: 'well met', stdout: '< 1 2\n> 3\n' });
    expect(judged.tests[1]?.feedback?.stdout).toBeNull();
  });
});
