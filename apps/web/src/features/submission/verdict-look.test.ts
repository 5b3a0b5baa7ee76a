import { submissionStatus } from '@docket/contracts/judge/verdict';
import type { SubmissionDetail, TestResultDetail } from '@docket/contracts/http/submission';
import { describe, expect, it } from 'vitest';
import {
  announcement,
  describeSubmission,
  describeTest,
  firstFailure,
  statusCode,
  statusColour,
} from './verdict-look.ts';

const ID = '0190a000-0000-7000-8000-000000000001';

function aTest(ordinal: number, verdict: TestResultDetail['verdict']): TestResultDetail {
  return {
    ordinal,
    name: `t${ordinal}`,
    sample: ordinal === 1,
    verdict,
    reason: null,
    cpuMs: 12,
    wallMs: 15,
    memoryBytes: 3 * 2 ** 20,
    evidence: null,
    feedback: null,
  };
}

function aSubmission(extra: Partial<SubmissionDetail>): SubmissionDetail {
  return {
    submissionId: ID,
    userId: ID,
    username: 'ada',
    problemId: ID,
    problemSlug: 's',
    problemTitle: 'S',
    language: 'c',
    status: 'QUEUED',
    reason: null,
    cpuMs: null,
    memoryBytes: null,
    testsDone: 0,
    testsTotal: 4,
    submittedAt: '2026-01-01T00:00:00Z',
    finishedAt: null,
    files: [],
    compileLog: null,
    tests: [],
    attempt: 1,
    queuePosition: null,
    expectedWaitSeconds: null,
    ...extra,
  };
}

describe('describeSubmission', () => {
  it('says how long the queue is', () => {
    expect(describeSubmission(aSubmission({}))).toBe('Waiting for a judge.');
    expect(describeSubmission(aSubmission({ queuePosition: 0, expectedWaitSeconds: 0.2 }))).toBe(
      'Next in line, less than a second to wait.',
    );
    expect(describeSubmission(aSubmission({ queuePosition: 12, expectedWaitSeconds: 30 }))).toBe(
      '12 ahead of you, about 30 s to wait.',
    );
    expect(describeSubmission(aSubmission({ queuePosition: 2 }))).toBe('2 ahead of you, judging is paused.');
    expect(describeSubmission(aSubmission({ queuePosition: 0, waitReason: 'no_language' }))).toBe(
      'No judge has this language at the moment. Your program is kept, and judged when one is back.',
    );
    expect(
      describeSubmission(aSubmission({ queuePosition: 0, expectedWaitSeconds: 1, waitReason: 'no_worker' })),
    ).toMatch(/^No judge is at work/);
  });

  it('counts tests while running and never beyond the last', () => {
    expect(describeSubmission(aSubmission({ status: 'RUNNING', testsDone: 2 }))).toBe('Running test 3 of 4.');
    expect(describeSubmission(aSubmission({ status: 'RUNNING', testsDone: 4 }))).toBe('Running test 4 of 4.');
  });

  it('names the first failure', () => {
    const tests = [aTest(1, 'AC'), aTest(2, 'AC'), aTest(3, 'TLE'), aTest(4, 'WA')];
    expect(firstFailure(tests)?.ordinal).toBe(3);
    expect(describeSubmission(aSubmission({ status: 'TLE', testsDone: 4, tests }))).toBe(
      '2 of 4 tests passed. First failure on test 3.',
    );
    expect(
      describeSubmission(
        aSubmission({ status: 'WA', reason: 'partial score', score: 30, maxScore: 100, testsDone: 4, tests }),
      ),
    ).toBe('30 of 100 points. 2 of 4 tests passed. First failure on test 3.');
    expect(announcement(aSubmission({ status: 'AC', testsDone: 1, testsTotal: 1, tests: [aTest(1, 'AC')] }))).toBe(
      'Accepted. The one test passed.',
    );
  });
});

describe('the look of a status', () => {
  it('has a colour and letters for each', () => {
    for (const status of submissionStatus.options) {
      expect(statusColour(status)).toMatch(/^text-/);
      expect(statusCode(status).length).toBeGreaterThan(0);
    }
  });

  it('says a test in words', () => {
    expect(describeTest(aTest(1, 'WA'))).toBe('Test 1 (sample): Wrong answer, 12 ms, 3 MiB');
  });
});
