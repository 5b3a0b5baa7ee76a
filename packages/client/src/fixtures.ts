import type { SubmissionUpdated } from '@docket/contracts/events/judge';
import type { SubmissionDetail, TestResult, TestResultDetail } from '@docket/contracts/http/submission';

export const SUBMISSION_ID = '0190a000-0000-7000-8000-000000000001';
const USER_ID = '0190a000-0000-7000-8000-000000000002';
const PROBLEM_ID = '0190a000-0000-7000-8000-000000000003';

export function aTest(ordinal: number, extra: Partial<TestResult> = {}): TestResult {
  return {
    ordinal,
    name: `t${ordinal}`,
    sample: false,
    verdict: 'AC',
    reason: null,
    cpuMs: ordinal,
    wallMs: ordinal,
    memoryBytes: ordinal * 1000,
    ...extra,
  };
}

export function withEvidence(test: TestResult): TestResultDetail {
  return {
    ...test,
    evidence: null,
    feedback: { difference: null, stdout: null, stderr: null, message: 'read over HTTP' },
  };
}

export function aSubmission(extra: Partial<SubmissionDetail> = {}): SubmissionDetail {
  return {
    submissionId: SUBMISSION_ID,
    userId: USER_ID,
    username: 'ada',
    problemId: PROBLEM_ID,
    problemSlug: 'sum',
    problemTitle: 'Sum',
    language: 'cpp20',
    status: 'QUEUED',
    reason: null,
    cpuMs: null,
    memoryBytes: null,
    testsDone: 0,
    testsTotal: 3,
    submittedAt: '2026-01-01T00:00:00.000Z',
    finishedAt: null,
    files: [{ name: 'main.cpp', content: 'int main(){}' }],
    compileLog: null,
    tests: [],
    attempt: 1,
    queuePosition: 4,
    expectedWaitSeconds: 2,
    ...extra,
  };
}

export function anEvent(extra: Partial<SubmissionUpdated> = {}): SubmissionUpdated {
  return {
    userId: USER_ID,
    submissionId: SUBMISSION_ID,
    problemId: PROBLEM_ID,
    language: 'cpp20',
    status: 'RUNNING',
    reason: null,
    attempt: 1,
    cpuMs: null,
    memoryBytes: null,
    testsDone: 0,
    testsTotal: 3,
    tests: [],
    compileLog: null,
    ...extra,
  };
}
