import { z } from 'zod';
import { judgingKinds } from '@docket/contracts/http/problem';
import { signature } from '@docket/contracts/judge/signature';
import { scoreFeedback, secretFeedback } from '@docket/problem-package/feedback';
import { aggregations, checkProtocols, graderVerdicts } from '@docket/problem-package/types';

const scoreGroup = z.object({
  path: z.string(),
  aggregation: z.enum(aggregations),
  grader: z.object({ verdict: z.enum(graderVerdicts), anyAccepted: z.boolean(), ignoreSample: z.boolean() }).optional(),
  maxScore: z.number().nullable(),
  testScore: z.number().nullable(),
  testMax: z.number().nullable(),
  rejectScore: z.number(),
  requires: z.array(z.string()).readonly(),
  stopAtFailure: z.boolean(),
});

/** How a version is judged, as the database keeps it; the sources of its program are blobs. */
export const storedJudging = z.object({
  kind: z.enum(judgingKinds),
  interactive: z.boolean(),
  passes: z.int(),
  groups: z.array(scoreGroup).readonly(),
  /** Files that go with every submission to its compiler. */
  include: z
    .array(
      z.object({ code: z.string(), files: z.array(z.object({ name: z.string(), content: z.string() })).readonly() }),
    )
    .readonly()
    .optional(),
  /** What authors may see; rows of setters who say nothing have none. */
  feedback: z.object({ secret: z.enum(secretFeedback), score: z.enum(scoreFeedback) }).optional(),
  /** Of a function problem: what is called, and solutions that say what is expected, for nobody's eyes. */
  function: z
    .object({
      signature,
      models: z
        .array(
          z.object({
            language: z.string(),
            files: z.array(z.object({ name: z.string(), content: z.string() })).readonly(),
          }),
        )
        .readonly(),
    })
    .optional(),
  program: z.object({ path: z.string(), language: z.string(), protocol: z.enum(checkProtocols) }).nullable(),
  /** Sources of the program: the one to start first. */
  files: z.array(z.object({ name: z.string(), hash: z.string() })),
});
export type StoredJudging = z.infer<typeof storedJudging>;
export type FunctionJudging = NonNullable<StoredJudging['function']>;

/** What a problem is that has no row: pass-fail by the default validator. */
export const PLAIN_JUDGING: StoredJudging = {
  kind: 'pass-fail',
  interactive: false,
  passes: 1,
  groups: [],
  program: null,
  files: [],
};

/** The row of a version without its files, as `problem_judgings` holds it. */
export const judgingForm = storedJudging.omit({ files: true });

/** How a version is judged, from its columns; null for plain pass-fail, which has no row. @throws ZodError for a row nobody wrote */
export function readJudging(judging: unknown, files: unknown): StoredJudging | null {
  return judging === null ? null : { ...judgingForm.parse(judging), files: storedJudging.shape.files.parse(files) };
}
