import { expect, test } from 'vitest';
import { failedFiles, listed, settle, testsOf } from './report.mjs';

type Result = readonly [name: string, status: 'passed' | 'failed' | 'skipped', message?: string];

/** A report as vitest writes it. */
function reportOf(files: Readonly<Record<string, readonly Result[] | string>>): unknown {
  return {
    testResults: Object.entries(files).map(([path, results]) => ({
      name: `/repo/${path}`,
      status: typeof results === 'string' || results.some(([, status]) => status === 'failed') ? 'failed' : 'passed',
      message: typeof results === 'string' ? results : '',
      assertionResults:
        typeof results === 'string'
          ? []
          : results.map(([fullName, status, message]) => ({
              fullName,
              status,
              failureMessages: message === undefined ? [] : [message],
            })),
    })),
  };
}

const read = (files: Parameters<typeof reportOf>[0]) => testsOf(reportOf(files), '/repo');

const first = read({
  'a.test.ts': [
    ['one', 'passed'],
    ['two', 'failed', '\u001b[31mAssertionError: expected 1 to be 2\u001b[39m\n  more'],
    ['three', 'skipped'],
  ],
  'b.test.ts': [['four', 'failed', 'Error: still']],
  'c.test.ts': 'Error: the port is taken',
  'd.test.ts': [['five', 'passed']],
});

test('a report of another clone names the same files', () => {
  const [here] = testsOf(reportOf({ 'packages/a/b.test.ts': [['x', 'passed']] }), '/repo');
  expect(here?.path).toBe('packages/a/b.test.ts');
  expect(testsOf(reportOf({ 'packages/a/b.test.ts': [['x', 'passed']] }), '/elsewhere/clone')).toEqual([here]);
});

test('the files to run once more are those with a failed test, and those that did not start', () => {
  expect(failedFiles(first)).toEqual(['a.test.ts', 'b.test.ts', 'c.test.ts']);
});

test('without a second try what failed has failed', () => {
  const { passed, failed, secondTry } = settle(first, []);
  expect([passed, failed.length, secondTry]).toEqual([2, 3, []]);
});

test('what passes at the second try counts as passed and is listed with what it said at first', () => {
  const second = [
    ...read({
      'a.test.ts': [
        ['one', 'passed'],
        ['two', 'passed'],
      ],
    }),
    ...read({ 'b.test.ts': [['four', 'failed', 'Error: still']] }),
    ...read({
      'c.test.ts': [
        ['six', 'passed'],
        ['seven', 'passed'],
      ],
    }),
  ];
  const { passed, failed, secondTry } = settle(first, second);
  expect([passed, failed.length]).toEqual([5, 1]);
  expect(listed('passed at the second try:', secondTry)).toBe(
    'passed at the second try:\n  a.test.ts > two\n      AssertionError: expected 1 to be 2\n        more\n  c.test.ts > the file itself\n      Error: the port is taken\n',
  );
  expect(listed('failed:', failed)).toBe('failed:\n  b.test.ts > four\n      Error: still\n');
});

test('what passed at first and fails at the second try is a failure', () => {
  const second = read({
    'a.test.ts': [
      ['one', 'failed', 'Error: now'],
      ['two', 'passed'],
    ],
  });
  const { passed, failed } = settle(first, second);
  expect([passed, failed.map(({ name }) => name)]).toEqual([2, ['four', 'the file itself', 'one']]);
});
