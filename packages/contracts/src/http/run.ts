import { z } from 'zod';
import { exitState, limitHit, metering } from '../judge/evidence.ts';
import { waitReason } from '../judge/task.ts';
import { route, timestamp, uuid } from './route.ts';
import { callbackUrl, FILES_MAX, hasResult, sourceFile, waitQuery } from './submission.ts';

/** Own inputs of one run, and what they may hold together. */
export const RUN_INPUTS_MAX = 10;
export const RUN_INPUT_BYTES = 64 * 1024;
/** Of each case's stdout and stderr this much is kept, and this much travels in events; the rest is counted. */
export const RUN_OUTPUT_BYTES = 64 * 1024;
export const RUN_EVENT_OUTPUT_BYTES = 8 * 1024;

/** `DONE`: every case ran, however it ended. A run is never graded, so it has no AC or WA. */
export const runStatus = z.enum(['QUEUED', 'COMPILING', 'RUNNING', 'DONE', 'CE', 'IE']);
export type RunStatus = z.infer<typeof runStatus>;

/** Is this the end of the run? */
export function isRunOver(status: RunStatus): boolean {
  return status === 'DONE' || status === 'CE' || status === 'IE';
}

/** How the program ended on one case; `OK`: by itself with status 0, within its limits. */
export const runCaseOutcome = z.enum(['OK', 'TLE', 'MLE', 'OLE', 'RE', 'IE']);

export const runCase = z.object({
  /** 1-based: the samples first, then the own inputs in the order sent. */
  ordinal: z.int(),
  sample: z.boolean(),
  name: z.string(),
  outcome: runCaseOutcome,
  reason: z.string().nullable(),
  exit: exitState,
  limitHit: limitHit.nullable(),
  cpuMs: z.number(),
  wallMs: z.number(),
  memoryBytes: z.number(),
  metering: metering.nullable(),
  /** The beginning, as text (bytes that are no UTF-8 as U+FFFD), and how many bytes there were. */
  stdout: z.string(),
  stdoutBytes: z.number(),
  stderr: z.string(),
  stderrBytes: z.number(),
  /** Of function problems: what was returned, as JSON; null: nothing was. */
  result: z.string().nullable().optional(),
  /** Of function problems: the answer, on own input what the problem's model solution returns; null where that is not known. */
  expected: z.string().nullable().optional(),
  /** On samples, on input that came with an expected output, and on own input of function problems: would the judge take it? Null where that is not known. */
  matches: z.boolean().nullable(),
  /** On samples of interactive problems: what program and judge said to each other, line by line, `> ` the program's and `< ` the judge's. */
  conversation: z.string().nullable().optional(),
  /** On samples: what the problem's check program says to the author. */
  message: z.string().nullable().optional(),
  difference: z.object({ line: z.int(), column: z.int(), expected: z.string(), found: z.string() }).nullable(),
});
export type RunCase = z.infer<typeof runCase>;

export const runDetail = z.object({
  runId: uuid,
  userId: uuid,
  problemId: uuid.nullable(),
  language: z.string(),
  status: runStatus,
  reason: z.string().nullable(),
  attempt: z.int(),
  compileLog: z.string().nullable(),
  casesDone: z.int(),
  casesTotal: z.int(),
  cases: z.array(runCase),
  createdAt: timestamp,
  finishedAt: timestamp.nullable(),
  /** While QUEUED: how many are ahead, and the expected wait in seconds; null while judging is paused or no worker has the language. */
  queuePosition: z.int().nullable(),
  expectedWaitSeconds: z.number().nullable(),
  /** While QUEUED: what it waits for beside those ahead; null: for nothing else. */
  waitReason: waitReason.nullable().optional(),
});
export type RunDetail = z.infer<typeof runDetail>;

export const createRun = route({
  method: 'POST',
  path: '/runs',
  access: 'user',
  scopes: ['runs:write'],
  status: 202,
  idempotent: true,
  query: waitQuery,
  settled: { status: 200, when: hasResult },
  summary: 'Run code on own input or the samples; nothing is graded, and it is forgotten after a day',
  body: z
    .object({
      userId: uuid.optional(),
      /** Id or slug. Gives the limits and the samples; without it there are general limits and no samples. */
      problemId: z.string().min(1).max(100).optional(),
      language: z.string().min(1).max(40),
      code: z.string().optional(),
      files: z.array(sourceFile).min(1).max(FILES_MAX).optional(),
      /** One case each. */
      inputs: z.array(z.string()).max(RUN_INPUTS_MAX).default([]),
      /** Also run the problem's samples and say whether the output matches. */
      samples: z.boolean().default(false),
      callbackUrl: callbackUrl.optional(),
    })
    .refine((b) => (b.code === undefined) !== (b.files === undefined), {
      error: 'send either code or files, not both',
      path: ['code'],
    })
    .refine((b) => b.inputs.length > 0 || b.samples, {
      error: 'send at least one input (it may be empty), or ask for the samples',
      path: ['inputs'],
    })
    .refine((b) => !b.samples || b.problemId !== undefined, {
      error: 'name the problem whose samples are to be run',
      path: ['problemId'],
    }),
  example: { language: 'python3', code: 'print(int(input()) * 2)', inputs: ['21'] },
  response: z.object({
    runId: uuid,
    status: z.literal('QUEUED'),
    queuePosition: z.int(),
    /** Null while judging is paused or no worker has the language. */
    expectedWaitSeconds: z.number().nullable(),
    waitReason: waitReason.nullable().optional(),
    /** With `wait=true`, and 200: how it ended. 202: it had not by then. */
    result: runDetail.optional(),
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
    'limits_below_floor',
    'code_too_large',
    'body_too_large',
    'invalid_code',
    'too_many_requests',
    'queue_full',
    'queue_draining',
  ],
});

export const getRun = route({
  method: 'GET',
  path: '/runs/:id',
  access: { owner: 'run' },
  scopes: ['runs:read'],
  status: 200,
  summary: 'One run of the caller’s with its cases',
  params: z.object({ id: uuid }),
  response: runDetail,
  errors: ['unauthenticated', 'run_not_found'],
});
