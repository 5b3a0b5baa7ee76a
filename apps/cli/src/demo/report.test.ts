import type { SubmissionDetail } from '@docket/contracts/http/submission';
import { expect, test } from 'vitest';
import { complaint, table, type Outcome } from './report.ts';

const state: SubmissionDetail = {
  submissionId: '01890000-0000-7000-8000-000000000001',
  userId: '01890000-0000-7000-8000-000000000002',
  username: 'u',
  problemId: '01890000-0000-7000-8000-000000000003',
  problemSlug: 'hello',
  problemTitle: 'Hello',
  language: 'c',
  status: 'WA',
  reason: null,
  cpuMs: 1.4,
  memoryBytes: 3 * 2 ** 20,
  testsDone: 2,
  testsTotal: 7,
  submittedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: '2026-01-01T00:00:01.000Z',
  files: [],
  compileLog: null,
  tests: [],
  attempt: 1,
  queuePosition: null,
  expectedWaitSeconds: null,
};

function outcome(expected: 'AC' | 'WA', changes: Partial<Outcome> = {}): Outcome {
  return {
    sample: { problem: 'hello', language: 'c', file: 'submissions/x.c', expected, files: [] },
    state,
    error: undefined,
    ...changes,
  };
}

test('complains of another verdict, of an error and of none, and of nothing else', () => {
  expect(complaint(outcome('WA'))).toBeUndefined();
  expect(complaint(outcome('AC'))).toBe('c hello/submissions/x.c: expected AC, got WA');
  expect(complaint(outcome('WA', { error: 'no verdict in time' }))).toContain('no verdict in time');
  expect(complaint(outcome('WA', { state: undefined }))).toContain('no answer');
});

test('the table marks what was not expected', () => {
  const lines = table([outcome('WA'), outcome('AC')]).split('\n');
  expect(lines[2]).toMatch(/^c +hello +WA +WA +2\/7 +1 +3\.0 +as expected$/);
  expect(lines[3]).toContain('UNEXPECTED');
});
