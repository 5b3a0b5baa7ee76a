import { z } from 'zod';
import { testVerdict } from './verdict.ts';

/** What a setter may have done in the sandbox. Each kind is a file in the worker and an entry here. */
export const setterJobKinds = ['data', 'stress', 'minimise'] as const;
export type SetterJobKind = (typeof setterJobKinds)[number];

const setterJobStatuses = ['QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED'] as const;
export const setterJobStatus = z.enum(setterJobStatuses);
export type SetterJobStatus = z.infer<typeof setterJobStatus>;

/** Bounds of what one job may make the judge do. */
export const SETTER_JOB_LIMITS = {
  /** Seconds that a stress test or minimiser works, waiting aside. */
  seconds: { min: 5, max: 120, default: 30 },
  /** Rounds of one stress test. */
  rounds: 2_000,
  /** Bytes of an input that is generated, tried or shrunk. */
  inputBytes: 256 * 1024,
  /** Jobs of one person that are not over, and how many in a day. */
  open: 3,
  daily: 200,
} as const;

const programPath = z.string().min(1).max(300);
const seconds = z
  .int()
  .min(SETTER_JOB_LIMITS.seconds.min)
  .max(SETTER_JOB_LIMITS.seconds.max)
  .default(SETTER_JOB_LIMITS.seconds.default);

const dataAsked = z.object({
  /** Runs the generators that `generators.yaml` names and compares, and has every input looked at by the input validators. */
  kind: z.literal('data'),
});

const stressAsked = z.object({
  /** Runs generator, model and solution until the solution is not accepted. */
  kind: z.literal('stress'),
  /** Below `generators/`, such as `generators/random.py`. */
  generator: programPath,
  /** Its command line; `{seed}` becomes another number in each round, and is put at the end where it is missing. */
  args: z.string().max(500).default('{seed}'),
  /** Below `submissions/`: what is tried. */
  solution: programPath,
  /** Whose output is the answer; without it an accepted one. */
  model: programPath.optional(),
  seed: z.int().min(0).max(1_000_000_000).default(1),
  seconds,
});

const minimiseAsked = z
  .object({
    /** Makes an input on which a solution is not accepted as small as it can be with the same verdict. */
    kind: z.literal('minimise'),
    solution: programPath,
    model: programPath.optional(),
    /** The input, or the name of a test of the version, such as `secret/07`. */
    input: z.string().min(1).max(SETTER_JOB_LIMITS.inputBytes).optional(),
    test: z.string().min(1).max(300).optional(),
    seconds,
  })
  .refine(({ input, test }) => (input === undefined) !== (test === undefined), {
    error: 'give either an input or the name of a test',
    path: ['input'],
  });

export const setterJobAsked = z.union([dataAsked, stressAsked, minimiseAsked]);
export type SetterJobAsked = z.infer<typeof setterJobAsked>;
export type StressAsked = z.infer<typeof stressAsked>;
export type MinimiseAsked = z.infer<typeof minimiseAsked>;

/** Why a job failed. `where` and `program` say which program, on which test or with which command. */
const setterFaultCodes = [
  'plan_invalid',
  'nothing_to_do',
  'program_missing',
  'language_missing',
  'does_not_compile',
  'generator_failed',
  'generator_endless',
  'input_too_large',
  'input_rejected',
  'validator_failed',
  'model_failed',
  'case_passes',
  'not_supported',
  'given_up',
] as const;
export const setterFault = z.object({
  code: z.enum(setterFaultCodes),
  message: z.string(),
  program: z.string().nullable(),
  where: z.string().nullable(),
});
export type SetterFault = z.infer<typeof setterFault>;

export const setterProgress = z.object({
  /** What is being done, in a few words. */
  doing: z.string(),
  done: z.int(),
  /** Null where nobody knows: stress tests and minimisers end when their time is over. */
  total: z.int().nullable(),
});
export type SetterProgress = z.infer<typeof setterProgress>;

const shownCase = z.object({
  /** The beginning of it, if it is long. */
  input: z.string(),
  inputBytes: z.int(),
  verdict: testVerdict,
  reason: z.string().nullable(),
  /** What model and solution printed, shortened. */
  expected: z.string(),
  output: z.string(),
});
export type ShownCase = z.infer<typeof shownCase>;

const dataResult = z.object({
  kind: z.literal('data'),
  /** Inputs that validators looked at. */
  validated: z.int(),
  validators: z.int(),
  rejected: z.array(z.object({ test: z.string(), program: z.string(), message: z.string() })),
  /** Inputs below `data/invalid_input` that no validator refused. */
  wronglyAccepted: z.array(z.string()),
  /** Tests that their generator makes as they are in the package. */
  rebuilt: z.int(),
  differing: z.array(z.string()),
  /** Made by a generator, and not in the package. */
  missing: z.array(z.string()),
  /** What of the package is not carried out here. */
  notes: z.array(z.string()),
});
export type DataResult = z.infer<typeof dataResult>;

const stressResult = z.object({
  kind: z.literal('stress'),
  rounds: z.int(),
  /** Inputs that the validators refused; they count for nothing. */
  refused: z.int(),
  found: shownCase.extend({ seed: z.int(), command: z.string() }).nullable(),
});
export type StressResult = z.infer<typeof stressResult>;

const minimiseResult = z.object({
  kind: z.literal('minimise'),
  fromBytes: z.int(),
  tries: z.int(),
  /** Nothing smaller is left to try; otherwise its time was over. */
  finished: z.boolean(),
  smallest: shownCase,
});
export type MinimiseResult = z.infer<typeof minimiseResult>;

export const setterResult = z.union([dataResult, stressResult, minimiseResult]);
export type SetterResult = z.infer<typeof setterResult>;
