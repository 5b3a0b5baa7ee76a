import { z } from 'zod';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';
import { scoreFields, subtaskField } from '../judge/score.ts';
import { problemDetails } from '../errors.ts';
import { waitReason } from '../judge/task.ts';
import { submissionStatus, testVerdict } from '../judge/verdict.ts';
import { compileEvidence, runEvidence } from '../judge/evidence.ts';

/** Source code over this many bytes (UTF-8) is refused. */
export const CODE_LIMIT_BYTES = 256 * 1024;

/** Files one submission may have. */
export const FILES_MAX = 20;

export const sourceFile = z.object({ name: z.string().min(1).max(100), content: z.string() });
export type SourceFile = z.infer<typeof sourceFile>;

/** One test's result as the author may see it. Secret tests carry no data, only measurements. */
export const testResult = z.object({
  ordinal: z.int(),
  name: z.string(),
  sample: z.boolean(),
  verdict: testVerdict,
  reason: z.string().nullable(),
  cpuMs: z.number(),
  wallMs: z.number(),
  memoryBytes: z.number(),
  /** Points, where the test makes some by itself. */
  score: z.number().nullable().optional(),
});
export type TestResult = z.infer<typeof testResult>;

/** A test result with what stands behind it: limits, what measured, and on samples what was printed. */
export const testResultDetail = testResult.extend({
  evidence: runEvidence.nullable(),
  /** What the problem's setter shows: on samples the first differing token, what was printed and messages; on secret tests nothing unless he says so. */
  feedback: z
    .object({
      difference: z.object({ line: z.int(), column: z.int(), expected: z.string(), found: z.string() }).nullable(),
      stdout: z.string().nullable(),
      stderr: z.string().nullable(),
      /** On samples of function problems: what was returned, as JSON. */
      result: z.string().optional(),
      /** From the problem's check program to the author. */
      message: z.string().nullable(),
      /** From the check program to setters and admins; nobody else gets it. */
      judgeMessage: z.string().nullable().optional(),
    })
    .nullable(),
});
export type TestResultDetail = z.infer<typeof testResultDetail>;

export const submissionSummary = z.object({
  submissionId: uuid,
  userId: uuid,
  username: z.string(),
  problemId: uuid,
  problemSlug: z.string(),
  problemTitle: z.string(),
  language: z.string(),
  status: submissionStatus,
  reason: z.string().nullable(),
  /** Worst test so far: CPU in ms and memory in bytes. */
  cpuMs: z.number().nullable(),
  memoryBytes: z.number().nullable(),
  testsDone: z.int(),
  testsTotal: z.int(),
  ...scoreFields,
  submittedAt: timestamp,
  finishedAt: timestamp.nullable(),
  /** That it was handed in to; left out: none. */
  contestId: uuid.optional(),
});
export type SubmissionSummary = z.infer<typeof submissionSummary>;

export const submissionDetail = submissionSummary.extend({
  files: z.array(sourceFile),
  /** Trimmed compiler output; plain text, may hold anything a program can print. */
  compileLog: z.string().nullable(),
  /** Absent while it is not known, and for languages without a compile step. */
  compile: compileEvidence.optional(),
  tests: z.array(testResultDetail),
  ...subtaskField,
  attempt: z.int(),
  /** While QUEUED: how many are ahead, and the expected wait in seconds; null while judging is paused or no worker has the language. */
  queuePosition: z.int().nullable(),
  expectedWaitSeconds: z.number().nullable(),
  /** While QUEUED: what it waits for beside those ahead; null: for nothing else. */
  waitReason: waitReason.nullable().optional(),
});
export type SubmissionDetail = z.infer<typeof submissionDetail>;

/** Of an answer that was waited for: is the result in it? */
export function hasResult(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'result' in answer && answer.result !== undefined;
}

/** `true`: the answer comes with the result, if there is one within 30 seconds. */
export const waitQuery = z.object({ wait: z.enum(['true', 'false']).default('false') });

/** Called when it is over, signed with the secret of the API token that asks: for programs alone. */
export const callbackUrl = z.url('give an address such as https://grader.example.org/done').max(2_000);

export const createSubmission = route({
  method: 'POST',
  path: '/submissions',
  access: 'user',
  scopes: ['submissions:write'],
  status: 202,
  idempotent: true,
  summary: 'Submit code to be judged',
  query: waitQuery,
  settled: { status: 200, when: hasResult },
  body: z
    .object({
      userId: uuid.optional(),
      /** Id or slug. */
      problemId: z.string().min(1).max(100),
      language: z.string().min(1).max(40),
      /** Of the contest in which it is to count. */
      contestId: uuid.optional(),
      code: z.string().optional(),
      files: z.array(sourceFile).min(1).max(FILES_MAX).optional(),
      callbackUrl: callbackUrl.optional(),
    })
    .refine((b) => (b.code === undefined) !== (b.files === undefined), {
      error: 'send either code or files, not both',
      path: ['code'],
    }),
  example: { problemId: 'hello', language: 'python3', code: 'print("Hello")' },
  response: z.object({
    submissionId: uuid,
    status: z.literal('QUEUED'),
    queuePosition: z.int(),
    /** Null while judging is paused or no worker has the language. */
    expectedWaitSeconds: z.number().nullable(),
    waitReason: waitReason.nullable().optional(),
    /** With `wait=true`, and 200: how it ended. 202: it had not by then. */
    result: submissionDetail.optional(),
  }),
  errors: [
    'invalid_request',
    'unauthenticated',
    'user_mismatch',
    'callback_needs_token',
    'callback_refused',
    'outgoing_webhooks_off',
    'problem_not_found',
    'unknown_language',
    'language_not_allowed',
    'limits_below_floor',
    'code_too_large',
    'invalid_code',
    'too_many_requests',
    'queue_full',
    'queue_draining',
    'contest_not_found',
    'contest_not_participant',
    'contest_not_started',
    'contest_window_not_begun',
    'contest_over',
    'contest_paused',
    'contest_problem_not_found',
    'contest_id_missing',
  ],
});

export const getSubmission = route({
  method: 'GET',
  path: '/submissions/:id',
  access: { owner: 'submission', or: ['setter', 'admin'] },
  scopes: ['submissions:read'],
  status: 200,
  summary: 'One submission with its tests',
  params: z.object({ id: uuid }),
  response: submissionDetail,
  errors: ['unauthenticated', 'submission_not_found'],
});

export const listSubmissions = route({
  method: 'GET',
  path: '/submissions',
  access: 'user',
  scopes: ['submissions:read'],
  status: 200,
  summary: 'The caller’s submissions, newest first; admins may ask for others’',
  query: z.object({
    ...pageQuery,
    problemId: z.string().max(100).optional(),
    userId: uuid.optional(),
    status: submissionStatus.optional(),
    language: z.string().max(40).optional(),
  }),
  response: page(submissionSummary),
  errors: ['unauthenticated', 'forbidden', 'invalid_request'],
});

export const cancelSubmission = route({
  method: 'DELETE',
  path: '/submissions/:id',
  access: { owner: 'submission' },
  scopes: ['submissions:write'],
  status: 204,
  summary: 'Cancel a submission that has no verdict yet',
  params: z.object({ id: uuid }),
  errors: ['unauthenticated', 'submission_not_found'],
});

/** Submissions of one batch. */
export const BATCH_MAX = 20;

export const createSubmissions = route({
  method: 'POST',
  path: '/submissions/batch',
  access: 'user',
  scopes: ['submissions:write'],
  status: 200,
  idempotent: true,
  summary: 'Submit several at once; each is taken or refused by itself, in their order',
  body: z.object({ submissions: z.array(createSubmission.body).min(1).max(BATCH_MAX) }),
  example: { submissions: [{ problemId: 'hello', language: 'python3', code: 'print("Hello")' }] },
  response: z.object({
    data: z.array(
      z.union([
        createSubmission.response.omit({ result: true }),
        /** Why this one was refused, as it would have been alone. */
        z.object({ error: problemDetails.omit({ requestId: true, type: true }) }),
      ]),
    ),
  }),
  errors: ['user_mismatch', 'too_many_requests'],
});
