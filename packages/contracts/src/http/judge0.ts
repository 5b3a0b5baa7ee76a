import { z } from 'zod';
import { JUDGE0_BATCH_MAX, JUDGE0_LIMITS, type Judge0Limit } from '../judge0-limits.ts';
import { route } from './route.ts';

/** Where clients of Judge0 put their token; the last two are what those of well-known hosts of it send. */
const TOKEN_HEADERS = ['x-auth-token', 'x-rapidapi-key', 'x-apihub-key'] as const;

/** A figure, or a text that is one, as forms send it. */
function limit(name: Judge0Limit) {
  const { least, most } = JUDGE0_LIMITS[name];
  // Less of what is counted in whole ones would be none.
  const figure =
    least === 0
      ? z.number().gt(0, 'must be greater than 0')
      : z.number().min(least, `must be greater than or equal to ${least}`);
  return z
    .union([
      z.number(),
      z
        .string()
        .trim()
        .regex(/^\d+(\.\d+)?$/, 'is not a number')
        .transform(Number),
    ])
    .pipe(figure.max(most, `must be less than or equal to ${most}`))
    .nullish();
}

const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]).nullish();
const text = z.string().nullish();
const NO_FILES = 'is not supported: a program is one source file here';
const NO_OPTIONS = 'is not supported: languages are compiled as this installation does';
const absent = (why: string) => z.string().max(0, why).nullish();
const mustBeOff = (why: string) => z.union([z.literal([false, 'false'], why), z.null()]).optional();

/** What is asked for, in Judge0's words. */
export const judge0Asked = z.object({
  source_code: z.string("can't be blank").min(1, "can't be blank"),
  language_id: z.union([z.int(), z.string().regex(/^\d+$/, 'is not a number').transform(Number)], "can't be blank"),
  stdin: text,
  expected_output: text,
  compiler_options: absent(NO_OPTIONS),
  command_line_arguments: z.string().max(512, 'is too long (maximum is 512 characters)').nullish(),
  additional_files: absent(NO_FILES),
  redirect_stderr_to_stdout: flag,
  enable_network: mustBeOff('programs have no network here'),
  enable_per_process_and_thread_time_limit: flag,
  enable_per_process_and_thread_memory_limit: flag,
  callback_url: z.url('is not an address').max(2_000).nullish(),
  cpu_time_limit: limit('cpu_time_limit'),
  cpu_extra_time: limit('cpu_extra_time'),
  wall_time_limit: limit('wall_time_limit'),
  memory_limit: limit('memory_limit'),
  stack_limit: limit('stack_limit'),
  max_processes_and_or_threads: limit('max_processes_and_or_threads'),
  max_file_size: limit('max_file_size'),
  number_of_runs: limit('number_of_runs'),
});
export type Judge0Asked = z.infer<typeof judge0Asked>;

export const judge0Language = z.object({ id: z.int(), name: z.string() });
export const judge0Status = z.object({ id: z.int(), description: z.string() });

/** A submission as it is told: those of its fields that were asked for. */
export const judge0Submission = z
  .object({
    token: z.string(),
    source_code: z.string(),
    language_id: z.int(),
    language: judge0Language,
    stdin: z.string().nullable(),
    expected_output: z.string().nullable(),
    stdout: z.string().nullable(),
    stderr: z.string().nullable(),
    compile_output: z.string().nullable(),
    message: z.string().nullable(),
    status_id: z.int(),
    status: judge0Status,
    exit_code: z.int().nullable(),
    exit_signal: z.int().nullable(),
    created_at: z.string(),
    finished_at: z.string().nullable(),
    /** CPU time and time on the wall in seconds, memory in kilobytes: of several runs the average. */
    time: z.string().nullable(),
    wall_time: z.string().nullable(),
    memory: z.int().nullable(),
    number_of_runs: z.int(),
    cpu_time_limit: z.string(),
    cpu_extra_time: z.string(),
    wall_time_limit: z.string(),
    memory_limit: z.int(),
    stack_limit: z.int(),
    max_processes_and_or_threads: z.int(),
    max_file_size: z.int(),
    enable_per_process_and_thread_time_limit: z.boolean(),
    enable_per_process_and_thread_memory_limit: z.boolean(),
    enable_network: z.boolean(),
    redirect_stderr_to_stdout: z.boolean(),
    compiler_options: z.string().nullable(),
    command_line_arguments: z.string().nullable(),
    additional_files: z.string().nullable(),
    callback_url: z.string().nullable(),
  })
  .partial();
export type Judge0Submission = z.infer<typeof judge0Submission>;
export const judge0Fields = Object.keys(judge0Submission.shape) as readonly (keyof Judge0Submission)[];

const asText = { base64_encoded: z.string().optional(), fields: z.string().max(1_000).optional() };
const refusals = ['invalid_request', 'run_not_found'] as const;
const creating = [
  'invalid_request',
  'unknown_language',
  'code_too_large',
  'body_too_large',
  'invalid_code',
  'limits_below_floor',
  'callback_needs_token',
  'callback_refused',
  'outgoing_webhooks_off',
  'too_many_requests',
  'queue_full',
  'queue_draining',
] as const;
const example = { source_code: 'print(input())', language_id: 71, stdin: '42' };

export const createJudge0Submission = route({
  method: 'POST',
  path: '/judge0/submissions',
  access: 'user',
  scopes: ['runs:write'],
  tokenHeaders: TOKEN_HEADERS,
  status: 201,
  idempotent: true,
  summary: 'Run code; its token is told, with `wait=true` how it ended',
  query: z.object({ ...asText, wait: z.string().optional() }),
  body: judge0Asked,
  forms: true,
  example,
  response: judge0Submission,
  // Who waits may have deleted it meanwhile, or send a key again of one that is gone.
  errors: [...creating, 'run_not_found'],
});

export const createJudge0Submissions = route({
  method: 'POST',
  path: '/judge0/submissions/batch',
  access: 'user',
  scopes: ['runs:write'],
  tokenHeaders: TOKEN_HEADERS,
  status: 201,
  idempotent: true,
  summary: 'Run several; for each its token, or what is wrong with it',
  query: z.object(asText),
  body: z.object({
    submissions: z
      .array(z.unknown())
      .min(1, 'there should be at least one submission in a batch')
      .max(JUDGE0_BATCH_MAX, `number of submissions in a batch should be less than or equal to ${JUDGE0_BATCH_MAX}`),
  }),
  example: { submissions: [example] },
  response: z.array(z.union([z.object({ token: z.string() }), z.record(z.string(), z.array(z.string()))])),
  errors: creating,
});

export const getJudge0Submissions = route({
  method: 'GET',
  path: '/judge0/submissions/batch',
  access: 'user',
  scopes: ['runs:read'],
  tokenHeaders: TOKEN_HEADERS,
  status: 200,
  summary: 'Several submissions by their tokens; null for a token that nothing is known of',
  query: z.object({ ...asText, tokens: z.string().max(2_000).default('') }),
  response: z.object({ submissions: z.array(judge0Submission.nullable()) }),
  errors: ['invalid_request'],
});

export const getJudge0Submission = route({
  method: 'GET',
  path: '/judge0/submissions/:token',
  access: 'user',
  scopes: ['runs:read'],
  tokenHeaders: TOKEN_HEADERS,
  status: 200,
  summary: 'One submission',
  params: z.object({ token: z.string().max(100) }),
  query: z.object(asText),
  response: judge0Submission,
  errors: refusals,
});

export const deleteJudge0Submission = route({
  method: 'DELETE',
  path: '/judge0/submissions/:token',
  access: 'user',
  scopes: ['runs:write'],
  tokenHeaders: TOKEN_HEADERS,
  status: 200,
  summary: 'Delete a submission that is over; it is told once more, in base64',
  params: z.object({ token: z.string().max(100) }),
  query: z.object({ fields: asText.fields }),
  response: judge0Submission,
  errors: [...refusals, 'run_not_over'],
});

export const listJudge0Submissions = route({
  method: 'GET',
  path: '/judge0/submissions',
  access: 'user',
  scopes: ['runs:read'],
  tokenHeaders: TOKEN_HEADERS,
  status: 200,
  summary: 'Submissions of the caller’s, newest first',
  query: z.object({
    ...asText,
    page: z.coerce.number().int().min(1).max(10_000).default(1),
    per_page: z.coerce.number().int().min(1).max(100).default(20),
  }),
  response: z.object({
    submissions: z.array(judge0Submission),
    meta: z.object({
      current_page: z.int(),
      next_page: z.int().nullable(),
      prev_page: z.int().nullable(),
      total_pages: z.int(),
      total_count: z.int(),
    }),
  }),
  errors: ['invalid_request'],
});

export const listJudge0Languages = route({
  method: 'GET',
  path: '/judge0/languages',
  access: 'public',
  status: 200,
  summary: 'Languages by Judge0’s numbers, with the versions installed here',
  response: z.array(judge0Language),
  errors: [],
});

export const listAllJudge0Languages = route({
  method: 'GET',
  path: '/judge0/languages/all',
  access: 'public',
  status: 200,
  summary: 'The same languages, and that none is archived',
  response: z.array(judge0Language.extend({ is_archived: z.boolean() })),
  errors: [],
});

export const getJudge0Language = route({
  method: 'GET',
  path: '/judge0/languages/:id',
  access: 'public',
  status: 200,
  summary: 'One language',
  params: z.object({ id: z.string().max(20) }),
  response: judge0Language.extend({ is_archived: z.boolean(), source_file: z.string().nullable() }),
  errors: ['language_not_found'],
});

export const listJudge0Statuses = route({
  method: 'GET',
  path: '/judge0/statuses',
  access: 'public',
  status: 200,
  summary: 'Statuses by their numbers',
  response: z.array(judge0Status),
  errors: [],
});

export const getJudge0About = route({
  method: 'GET',
  path: '/judge0/about',
  access: 'public',
  status: 200,
  summary: 'Which version of Judge0 this answers as',
  response: z.object({
    version: z.string(),
    implementation: z.string(),
    homepage: z.string(),
    source_code: z.string(),
    maintainer: z.string(),
  }),
  errors: [],
});

export const getJudge0Config = route({
  method: 'GET',
  path: '/judge0/config_info',
  access: 'public',
  status: 200,
  summary: 'What may be asked for, and what holds when nothing is',
  response: z.record(z.string(), z.union([z.number(), z.boolean(), z.array(z.string())])),
  errors: [],
});

export const getJudge0System = route({
  method: 'GET',
  path: '/judge0/system_info',
  access: 'public',
  status: 200,
  summary: 'How much is judged at a time',
  response: z.record(z.string(), z.string()),
  errors: [],
});

// What Judge0 has two tokens for is one here: who may run may also list and delete what is theirs.

/** An object, so that what reads JSON has some. */
const judge0Good = z.object({ good: z.literal(true) });

export const authenticateJudge0 = route({
  method: 'POST',
  path: '/judge0/authenticate',
  access: 'user',
  scopes: ['runs:read', 'runs:write'],
  tokenHeaders: TOKEN_HEADERS,
  status: 200,
  idempotent: 'reads',
  summary: 'Whether the token is good: clients ask before they begin',
  response: judge0Good,
  errors: [],
});

export const authorizeJudge0 = route({
  method: 'POST',
  path: '/judge0/authorize',
  access: 'user',
  scopes: ['runs:read', 'runs:write'],
  tokenHeaders: TOKEN_HEADERS,
  status: 200,
  idempotent: 'reads',
  summary: 'Whether the token may list and delete submissions: its owner’s',
  response: judge0Good,
  errors: [],
});
