import { getProblem } from '@docket/domain/judge/problem/get-problem';
import { importExample } from '@docket/testing/examples';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWorkerHarness, type WorkerHarness } from './harness.ts';

// A function problem from its package to its verdict, through database, queue and worker.

const RIGHT =
  'class Solution:\n    def pair_for(self, values, target):\n        print("called with", target)\n        for right in range(len(values)):\n            for left in range(right):\n                if values[left] + values[right] == target:\n                    return [right, left]\n';

let docket: WorkerHarness;
let problemId = '';

beforeAll(async () => {
  docket = await createWorkerHarness();
  await docket.startWorker();
  // What is submitted is quadratic.
  ({ problemId } = await importExample(docket.db, 'pairsum', { mostBytes: 1_000 }));
});
afterAll(() => docket.dispose());

it('shows signature and starter code, and of its solutions nothing', async () => {
  const detail = await getProblem(docket.ctx, { slug: 'pairsum' });
  expect(detail.function?.signature).toMatchObject({
    name: 'pairFor',
    parameters: [{ name: 'values' }, { name: 'target' }],
  });
  expect(detail.function?.starters['python3']).toContain(
    'def pair_for(self, values: list[int], target: int) -> list[int]:',
  );
  expect(Object.keys(detail.function ?? {}).toSorted()).toEqual(['signature', 'starters']);
  expect(JSON.stringify(detail)).not.toContain('unordered_map');
  expect(detail.languages).toContain('kotlin');
  expect(detail.samples[0]).toMatchObject({ input: '[2,7,11,15]\n9\n', answer: '[0,1]\n' });
});

it('accepts a right function, whatever it prints, and shows prints and result of samples', async () => {
  const submission = await docket.verdict(await docket.submit({ problemId, language: 'python3', code: RIGHT }));
  expect(submission).toMatchObject({ status: 'AC', reason: null });
  const [sample] = submission.tests;
  expect(sample?.feedback).toMatchObject({ stdout: 'called with 9\n', result: '[1,0]' });
  expect(submission.tests.filter((test) => !test.sample).map(({ feedback }) => feedback?.result)).not.toContain(
    '[1,0]',
  );
});

it('names the place of a wrong answer, and the end of one that never returned', async () => {
  const wrong = RIGHT.replace('[right, left]', '[left, 9]');
  const submission = await docket.verdict(await docket.submit({ problemId, language: 'python3', code: wrong }));
  expect(submission.status).toBe('WA');
  expect(submission.tests[0]?.feedback?.difference).toMatchObject({ expected: 'an element 1', found: 'none' });
  const leaves = 'import os\nprint("[0,1]", flush=True)\nos._exit(0)\n';
  const gone = await docket.verdict(await docket.submit({ problemId, language: 'python3', code: leaves }));
  expect(gone).toMatchObject({ status: 'WA', reason: expect.stringContaining('no result') });
});

it('runs own cases beside what the model solution returns, and says which argument does not fit', async () => {
  const run = await docket.run({
    problemId,
    language: 'python3',
    code: RIGHT,
    samples: true,
    inputs: ['[ 5, 6, 7 ]\n13', '[1, 1]\n7\n'],
  });
  expect(run.cases.map(({ sample, matches, result, expected }) => [sample, matches, result, expected])).toEqual([
    [true, true, '[1,0]', '[0,1]'],
    [true, true, '[2,1]', '[1,2]'],
    [false, true, '[2,1]', '[1,2]'],
    // Nothing is found: the model returns none, and this function nothing at all.
    [false, false, 'null', '[]'],
  ]);
  expect(run.cases[2]).toMatchObject({ stdout: 'called with 13\n' });
  await expect(
    docket.run({ problemId, language: 'python3', code: RIGHT, inputs: ['[1,2]\n3\n', '[1,"x"]\n3\n'] }),
  ).rejects.toMatchObject({
    code: 'invalid_request',
    fields: [{ path: 'body.inputs[1].values', message: 'values[1]: x is not a whole number of 32 bits' }],
  });
});

it('takes no language that has no driver', async () => {
  await expect(docket.submit({ problemId, language: 'bash', code: 'echo' })).rejects.toMatchObject({
    code: expect.stringMatching(/language/),
  });
});
