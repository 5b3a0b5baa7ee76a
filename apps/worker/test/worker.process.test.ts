import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createRejudge } from '@docket/domain/judge/rejudge/create';
import { applyRejudge } from '@docket/domain/judge/rejudge/close';
import { getRejudge } from '@docket/domain/judge/rejudge/get';
import { reactions } from '@docket/domain/reactions';
import { makeProblem, makeUser } from '@docket/testing/builders';
import { CLIENT_LOADED, noteClient } from '@docket/testing/client-noted';
import { waitFor } from '@docket/testing/wait';
import { createWorkerHarness, type WorkerHarness } from './harness.ts';

let docket: WorkerHarness;
let problemId: string;
/** Many tests: with slow programs there is time to do something in the middle, also on a busy machine. */
let long: { readonly problemId: string };
const TESTS = 8;
const PATIENT = { timeoutMs: 60_000 };

beforeAll(async () => {
  docket = await createWorkerHarness();
  problemId = (await makeProblem(docket.db)).problemId;
  long = await makeProblem(docket.db, {
    tests: Array.from({ length: TESTS }, (_, n) => ({ input: `${n} 1\n`, answer: `${n + 1}\n` })),
  });
});

afterAll(() => docket.dispose());

const SUM = 'a, b = map(int, input().split())\n';
const RIGHT = `${SUM}print(a + b)`;
const FLOOD = '#include <stdio.h>\nint main(void){for(;;)puts("flood");}';
/** Half a second a test: long enough to be interrupted in the middle. */
const SLOW = `import time\n${SUM}time.sleep(0.5)\nprint(a + b)`;

describe('a worker that is stopped, killed or replaced', () => {
  afterEach(() => docket.killWorkers());

  it('judges what is submitted, and stops in good order', async () => {
    const worker = await docket.startWorker(noteClient);
    const cases = [
      ['AC', 'python3', RIGHT],
      ['WA', 'python3', `${SUM}print(a - b)`],
      ['RE', 'python3', 'raise SystemExit(3)'],
      ['CE', 'python3', 'print('],
      ['AC', 'c', '#include <stdio.h>\nint main(void){int a,b;scanf("%d %d",&a,&b);printf("%d\\n",a+b);}'],
      ['CE', 'c', 'int main(void){ return nonsense; }'],
      ['TLE', 'c', 'int main(void){for(;;);}'],
    ] as const;
    const ids = await Promise.all(cases.map(([, language, code]) => docket.submit({ problemId, language, code })));
    const verdicts = await Promise.all(ids.map((id) => docket.verdict(id)));
    expect(verdicts.map((each) => each.status)).toEqual(cases.map(([expected]) => expected));
    expect(verdicts[0]).toMatchObject({ testsDone: 3, testsTotal: 3, attempt: 1 });
    expect(verdicts[0]?.tests[0]).toMatchObject({
      sample: true,
      verdict: 'AC',
      feedback: { stdout: '3\n' },
      evidence: { exit: { kind: 'exited', code: 0 } },
    });
    expect(verdicts[1]).toMatchObject({ testsDone: 1 });
    expect(verdicts[1]?.tests[0]?.feedback?.difference).toMatchObject({
      line: 1,
      column: 1,
      expected: '3',
      found: '-1',
    });
    // What a program prints on a secret test stays with the judge.
    expect(verdicts[0]?.tests[1]?.feedback).toMatchObject({ stdout: null, stderr: null });
    expect(verdicts[5]?.compileLog).toContain('nonsense');
    // What a worker does is hand-written SQL: it has other uses for the memory that Prisma's client takes.
    expect(worker.logs()).not.toContain(CLIENT_LOADED);
    expect(await worker.terminate()).toEqual({ code: 0, signal: null });
  });

  it('killed in mid-run is replaced by another, and the submission is judged once', async () => {
    const first = await docket.startWorker();
    const id = await docket.submit({ problemId: long.problemId, language: 'python3', code: SLOW });
    await waitFor('running', async () => (await docket.read(id)).testsDone >= 1, PATIENT);
    await first.kill();
    await docket.startWorker();
    const judged = await docket.verdict(id);
    expect(judged).toMatchObject({ status: 'AC', testsDone: TESTS, attempt: 2 });
    expect(judged.tests.map((test) => test.ordinal)).toEqual(Array.from({ length: TESTS }, (_, n) => n + 1));
    // Longer than a lease.
    await sleep(5_000);
    expect(await docket.read(id)).toMatchObject({ attempt: 2, finishedAt: judged.finishedAt });
    expect(await docket.verdictEvents(id)).toBe(1);
  });

  it('asked to stop hands back what it cannot finish in time, and another judges it from the start', async () => {
    const stopping = await docket.startWorker({ SHUTDOWN_SECONDS: '2', LEASE_SECONDS: '60' });
    const id = await docket.submit({ problemId: long.problemId, language: 'python3', code: SLOW });
    await waitFor('running', async () => (await docket.read(id)).testsDone >= 1, PATIENT);
    expect(await stopping.terminate()).toEqual({ code: 0, signal: null });
    // Given back, not left to the lease of a minute.
    expect(await docket.read(id)).toMatchObject({ status: 'QUEUED', attempt: 1, testsDone: 0, tests: [] });
    await docket.startWorker();
    expect(await docket.verdict(id)).toMatchObject({ status: 'AC', attempt: 2, testsDone: TESTS });
    expect(await docket.verdictEvents(id)).toBe(1);
  });

  it('asked to stop finishes what it has time for', async () => {
    const stopping = await docket.startWorker();
    const id = await docket.submit({ problemId, language: 'python3', code: SLOW });
    await waitFor('running', async () => (await docket.read(id)).testsDone >= 1, PATIENT);
    expect(await stopping.terminate()).toEqual({ code: 0, signal: null });
    expect(await docket.read(id)).toMatchObject({ status: 'AC', attempt: 1 });
  });

  it('compiles the same sources once, and says so', async () => {
    const first = await docket.startWorker();
    const code = `#include <stdio.h>\nint main(void){int a,b;scanf("%d %d",&a,&b);printf("%d\\n",a+b);return 0;} // cache`;
    const compiles = [];
    for (let n = 0; n < 2; n += 1)
      compiles.push((await docket.verdict(await docket.submit({ problemId, language: 'c', code }))).compile);
    expect(compiles).toMatchObject([{ cached: false }, { cached: true }]);
    expect(compiles[1]?.cpuMs).toBe(compiles[0]?.cpuMs);
    // Another worker of the data folder finds it on disk, where it was brought at the latest when the first one stopped.
    await first.terminate();
    await docket.startWorker();
    expect((await docket.verdict(await docket.submit({ problemId, language: 'c', code }))).compile).toMatchObject({
      cached: true,
    });
  });
});

describe('a worker at work', () => {
  beforeAll(async () => void (await docket.startWorker()));
  afterAll(() => docket.killWorkers());

  it('cancelled in mid-run stops and writes nothing more', async () => {
    const id = await docket.submit({ problemId: long.problemId, language: 'python3', code: SLOW });
    await waitFor('running', async () => (await docket.read(id)).testsDone >= 1, PATIENT);
    await docket.cancel(id);
    const next = await docket.submit({ problemId, language: 'python3', code: RIGHT });
    expect(await docket.verdict(next)).toMatchObject({ status: 'AC' });
    await sleep(1_500);
    expect(await docket.read(id)).toMatchObject({ status: 'CANCELLED' });
    expect(await docket.verdictEvents(id)).toBe(1);
  });

  it('goes on judging while Redis is away, and takes up what no wake-up told of', async () => {
    await docket.redis.kill();
    try {
      const ids = await Promise.all(
        [1, 2, 3].map(() => docket.submit({ problemId, language: 'python3', code: RIGHT })),
      );
      const verdicts = await Promise.all(ids.map((id) => docket.verdict(id)));
      expect(verdicts.map((each) => each.status)).toEqual(['AC', 'AC', 'AC']);
    } finally {
      await docket.redis.restart();
    }
  });

  it('runs code on samples and own input, every case, grading nothing', async () => {
    const own = await makeProblem(docket.db);
    const before = await docket.db.prisma.problem.findUniqueOrThrow({ where: { id: own.problemId } });
    const code = `import sys\n${SUM}sys.stderr.write("note")\nprint(a + b)\nsys.exit(3 if a > 5 else 0)`;
    const done = await docket.run({
      problemId: own.problemId,
      language: 'python3',
      code,
      samples: true,
      inputs: ['7 8\n', 'x', '3 4'],
    });
    expect(done).toMatchObject({ status: 'DONE', casesDone: 4, casesTotal: 4, attempt: 1 });
    expect(done.cases).toMatchObject([
      { ordinal: 1, sample: true, outcome: 'OK', stdout: '3\n', stderr: 'note', matches: true },
      { ordinal: 2, sample: false, outcome: 'RE', stdout: '15\n', exit: { kind: 'exited', code: 3 }, matches: null },
      { ordinal: 3, outcome: 'RE', stdout: '', matches: null },
      { ordinal: 4, outcome: 'OK', stdout: '7\n', stdoutBytes: 2 },
    ]);
    expect(done.cases[2]?.stderr).toContain('ValueError');
    expect(await docket.db.prisma.problem.findUniqueOrThrow({ where: { id: own.problemId } })).toEqual(before);
    const heard = (await docket.heard('run.updated')).filter((event) => event.data.runId === done.runId);
    expect(heard.at(-1)?.data).toMatchObject({ status: 'DONE', casesDone: 4 });
    expect(heard.flatMap((event) => event.data.cases).map((one) => one.ordinal)).toEqual([1, 2, 3, 4]);

    const wrong = await docket.run({
      problemId: own.problemId,
      language: 'c',
      code: 'int main(void){return nonsense;}',
      samples: true,
    });
    expect(wrong).toMatchObject({ status: 'CE', casesDone: 0 });
    expect(wrong.compileLog).toContain('nonsense');
    const flood = await docket.run({ language: 'c', code: FLOOD, inputs: [''] });
    expect(flood.cases[0]).toMatchObject({ outcome: 'OLE' });
    expect(flood.cases[0]?.stdout).toHaveLength(64 * 1024);
    const heardFlood = (await docket.heard('run.updated')).filter((event) => event.data.runId === flood.runId);
    expect(heardFlood.at(-1)?.data.cases[0]?.stdout).toHaveLength(8 * 1024);
  });

  it('judges again in the shadow, telling the setter and nobody else until it is applied', async () => {
    const own = await makeProblem(docket.db);
    const id = await docket.submit({ problemId: own.problemId, language: 'python3', code: RIGHT });
    expect(await docket.verdict(id)).toMatchObject({ status: 'AC' });
    const told = await docket.verdictEvents(id);
    // The setter finds that the answers were wrong.
    await docket.db.pool.query(`UPDATE problem_tests SET answer_hash = input_hash WHERE problem_id = $1`, [
      own.problemId,
    ]);
    const admin = { ...docket.ctx, actor: await makeUser(docket.db, 'admin') };
    const { rejudgeId } = await createRejudge(admin, { problemId: own.problemId, idempotencyKey: null });
    const ready = await waitFor('the rejudge', async () => {
      const rejudge = await getRejudge(admin, { id: rejudgeId });
      return rejudge.status === 'READY' && rejudge;
    });
    expect(ready.matrix).toEqual([{ from: 'AC', to: 'WA', count: 1 }]);
    expect(await docket.verdictEvents(id)).toBe(told);
    expect(await docket.read(id)).toMatchObject({ status: 'AC', testsDone: 3 });
    expect(await applyRejudge(admin, { id: rejudgeId }, reactions)).toEqual({ applied: 1, left: [] });
    const after = await docket.read(id);
    expect(after).toMatchObject({ status: 'WA', testsDone: 1, attempt: 2 });
    expect(after.tests[0]?.feedback?.difference).toMatchObject({ found: '3' });
  });
});

describe('a worker with one slot', () => {
  beforeAll(async () => void (await docket.startWorker({ WORKER_SLOTS: '1' })));
  afterAll(() => docket.killWorkers());

  it('tells whoever waits how the line moves', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 4; n += 1) ids.push(await docket.submit({ problemId, language: 'python3', code: SLOW }));
    await Promise.all(ids.map((id) => docket.verdict(id)));
    const places = (await docket.heard('queue.moved')).flatMap((event) => event.data.tasks);
    const last = places.filter((place) => place.id === ids[3]).map((place) => place.queuePosition);
    expect(last).toEqual(last.toSorted((a, b) => b - a));
    expect(last.at(-1)).toBe(0);
  });

  it('takes back what whoever waits was promised when judging is paused', async () => {
    const send = () => docket.submit({ problemId: long.problemId, language: 'python3', code: SLOW });
    const [first, second, third] = [await send(), await send(), await send()];
    const waits = async () =>
      (await docket.heard('queue.moved'))
        .flatMap((event) => event.data.tasks)
        .filter((task) => task.id === third)
        .map((task) => task.expectedWaitSeconds);
    const pause = (paused: boolean) => docket.db.pool.query('UPDATE judge_control SET paused = $1', [paused]);
    await waitFor('the first to run', async () => (await docket.read(first)).testsDone >= 1, PATIENT);
    await docket.cancel(first);
    await waitFor('the step to the front', async () => (await waits()).length > 0, PATIENT);
    await pause(true);
    await waitFor('no promise', async () => (await waits()).at(-1) === null, PATIENT);
    await pause(false);
    await waitFor('a new promise', async () => typeof (await waits()).at(-1) === 'number', PATIENT);
    for (const id of [second, third]) await docket.cancel(id);
  });
});
