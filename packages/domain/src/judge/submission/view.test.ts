import { submissionUpdated } from '@docket/contracts/events/judge';
import { roles, type Role } from '@docket/contracts/access';
import {
  submissionDetail,
  submissionSummary,
  testResult,
  testResultDetail,
  type SubmissionDetail,
  type TestResultDetail,
} from '@docket/contracts/http/submission';
import {
  PLAIN_FEEDBACK,
  secretFeedback,
  type FeedbackPolicy,
  type scoreFeedback,
} from '@docket/problem-package/feedback';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../spine/ctx.ts';
import { reasonFor } from '../problem/told-reason.ts';
import { authorOf, viewerOf, viewOf, type Viewer } from './view.ts';

const AUTHOR = '01890000-0000-7000-8000-000000000001';
const OTHER = '01890000-0000-7000-8000-000000000002';

const feedback: NonNullable<TestResultDetail['feedback']> = {
  difference: { line: 1, column: 1, expected: 'EXPECTED', found: 'FOUND' },
  stdout: 'STDOUT',
  stderr: 'STDERR',
  result: 'RESULT',
  message: 'MESSAGE',
  judgeMessage: 'JUDGEMESSAGE',
};
const testOf = (sample: boolean): Required<TestResultDetail> => ({
  ordinal: sample ? 1 : 2,
  name: sample ? 'sample/1' : 'secret/1',
  sample,
  verdict: 'WA',
  reason: 'extra output',
  cpuMs: 1,
  wallMs: 2,
  memoryBytes: 3,
  score: 4,
  evidence: {
    exit: { kind: 'exited', code: 0 },
    limitHit: null,
    cpuMs: 1,
    wallMs: 2,
    memoryBytes: 3,
    oomKilled: false,
    stdoutBytes: 4,
    stderrBytes: 5,
    leftover: 0,
    limits: { cpuMs: 1000, wallMs: 3000, memoryBytes: 1, outputBytes: 1, processes: 1 },
    metering: 'cgroup-v2',
    isolation: 'docker+uid',
    box: 'b',
    host: 'h',
  },
  feedback,
});
const whole: Required<SubmissionDetail> = {
  submissionId: OTHER,
  userId: AUTHOR,
  username: 'ada',
  problemId: OTHER,
  problemSlug: 'sum',
  problemTitle: 'Sum',
  language: 'c',
  status: 'WA',
  reason: 'extra output',
  cpuMs: 1,
  memoryBytes: 2,
  testsDone: 2,
  testsTotal: 2,
  score: 4,
  maxScore: 10,
  submittedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: null,
  contestId: OTHER,
  files: [{ name: 'main.c', content: 'CODE' }],
  compileLog: 'OWN LOG',
  compile: { cached: false, cpuMs: 1, wallMs: 1, memoryBytes: 1 },
  tests: [testOf(true), testOf(false)],
  subtasks: [{ name: 'secret', score: 4, maxScore: 10, verdict: 'WA', reason: null, testsDone: 1, testsTotal: 1 }],
  attempt: 1,
  queuePosition: null,
  expectedWaitSeconds: null,
  waitReason: 'no_language',
};
const author: Viewer = { userId: AUTHOR, role: 'user' };
const seen = (policy?: Partial<FeedbackPolicy>): SubmissionDetail => {
  const view = viewOf({ ...whole, policy: policy && { ...PLAIN_FEEDBACK, ...policy } }, author);
  if (view === null) throw new Error('nothing is seen');
  return view;
};
const secretOf = (view: SubmissionDetail): TestResultDetail => {
  const [, secret] = view.tests;
  if (secret === undefined) throw new Error('no secret test');
  return secret;
};

test('the example has every field there is, so that none is forgotten below', () => {
  const [, secret] = whole.tests;
  expect(Object.keys(whole).toSorted()).toEqual(Object.keys(submissionDetail.shape).toSorted());
  expect(Object.keys(secret ?? {}).toSorted()).toEqual(Object.keys(testResultDetail.shape).toSorted());
  expect(Object.keys(feedback).toSorted()).toEqual(
    Object.keys(testResultDetail.shape.feedback.unwrap().shape).toSorted(),
  );
});

test.each(Object.keys(whole).filter((key) => key !== 'tests'))('its author sees %s as it is', (key) => {
  expect(Object.entries(seen()).find(([name]) => name === key)).toEqual(
    Object.entries(whole).find(([name]) => name === key),
  );
});

describe('of a test', () => {
  test.each(Object.keys(testResultDetail.shape).filter((key) => key !== 'feedback'))('he sees %s', (key) => {
    for (const [index, one] of seen().tests.entries())
      expect(Object.entries(one).find(([name]) => name === key)).toEqual(
        Object.entries(whole.tests[index] ?? {}).find(([name]) => name === key),
      );
  });

  const nothing = { difference: null, stdout: null, stderr: null, message: null };
  test.each<[(typeof secretFeedback)[number], object]>([
    ['verdict', nothing],
    ['message', { ...nothing, message: 'MESSAGE' }],
    ['difference', { ...nothing, message: 'MESSAGE', difference: feedback.difference }],
  ])('that is secret he sees, where the setter says "%s", so much text', (secret, expected) => {
    expect(secretOf(seen({ secret })).feedback).toEqual(expected);
  });

  test('that is a sample he sees all but what is for the judges', () => {
    const { judgeMessage: _, ...rest } = feedback;
    for (const secret of secretFeedback) expect(seen({ secret }).tests[0]?.feedback).toEqual(rest);
  });

  test('what is compared as a whole carries no secret, whatever its field is called', () => {
    const text = JSON.stringify(seen());
    // What comes of the sample is once there; of the secret test nothing.
    for (const marker of ['EXPECTED', 'FOUND', 'STDOUT', 'STDERR', '"RESULT"', '"MESSAGE"'])
      expect(text.split(marker)).toHaveLength(2);
    expect(text).not.toContain('JUDGEMESSAGE');
  });
});

test.each<[(typeof scoreFeedback)[number], boolean, boolean]>([
  ['tests', true, true],
  ['groups', false, true],
  ['total', false, false],
])('points, where the setter says "%s"', (score, ofTests, ofGroups) => {
  const view = seen({ score });
  expect('score' in secretOf(view)).toBe(ofTests);
  expect('subtasks' in view).toBe(ofGroups);
  expect(view).toMatchObject({ score: 4, maxScore: 10 });
});

test.each(roles)('a %s who did not submit it', (role) => {
  const view = viewOf(whole, { userId: OTHER, role });
  expect(view).toEqual(role === 'setter' || role === 'admin' ? whole : null);
});

test('setters of other problems read as the author does; what is for the judges is for those who know the answers', () => {
  const actor = (role: Role): Actor => ({ kind: 'user', userId: OTHER, username: 'o', role, sessionId: OTHER });
  const as = (role: Role, sets: boolean) => viewOf(whole, viewerOf(actor(role), { userId: AUTHOR, sets }));
  expect(as('setter', false)).toEqual(seen());
  expect(as('setter', true)).toEqual(whole);
  expect(as('admin', false)).toEqual(whole);
  expect(as('user', true)).toBeNull();
});

test('nobody sees anything, and a setter is told by events what an author is told', () => {
  expect(viewOf(whole, null)).toBeNull();
  expect(viewOf(whole, authorOf(whole))).toEqual(seen());
});

test('a field that has no rule is for setters and admins', () => {
  const more = { ...whole, invented: 'SECRET' };
  expect(JSON.stringify(viewOf(more, author))).not.toContain('SECRET');
  expect(viewOf(more, { userId: OTHER, role: 'admin' })).toHaveProperty('invented');
});

test('what is told of it elsewhere has no fields of its own', () => {
  for (const schema of [submissionSummary, submissionUpdated])
    expect(Object.keys(schema.shape).filter((key) => !(key in whole))).toEqual([]);
  expect(Object.keys(testResult.shape).filter((key) => !(key in testOf(false)))).toEqual([]);
});

test.each([
  [
    'IE',
    'judge error: output_validator/check.cpp does not compile: int secret = 42;',
    'judge error: output_validator/check.cpp does not compile',
  ],
  [
    'IE',
    'judge error: output_validator/check.py ended with exit status 1 on secret/07',
    'judge error: output_validator/check.py ended with exit status 1 on secret/07',
  ],
  ['IE', 'judge error: cannot make a box\n/srv/docket', 'judge error: cannot make a box'],
  ['TLE', 'idle: waiting for input?', 'idle: waiting for input?'],
  ['AC', null, null],
] as const)('why it is %s: %s', (status, reason, expected) => {
  expect(reasonFor(status, reason)).toBe(expected);
  expect(viewOf({ ...whole, status, reason }, author)?.reason).toBe(expected);
  expect(viewOf({ ...whole, status, reason }, { userId: OTHER, role: 'setter' })?.reason).toBe(reason);
});
