import { sourceFile } from '@docket/contracts/http/submissions';
import { z } from 'zod';
import { storedJudging } from '../problem/stored-judging.ts';

/** What judging needs of a problem's version, as `judge_material` gives it. */
export const judgeMaterial = z.object({
  problemVersion: z.int(),
  limits: z.object({ cpuMs: z.number(), memoryBytes: z.number(), outputBytes: z.number() }),
  /** Null: pass-fail by the default validator. */
  judging: storedJudging.nullish(),
  tests: z.array(
    z.object({
      ordinal: z.int(),
      name: z.string(),
      sample: z.boolean(),
      inputHash: z.string(),
      answerHash: z.string(),
      validatorFlags: z.array(z.string()),
    }),
  ),
});

export const claimedSubmission = judgeMaterial.extend({
  /**
   * `rejudge`: judged in the shadow. Its results are kept beside the submission, and nobody is told.
   * `check`: a sample submission of a package, or without files the package's own check program, which is only compiled.
   */
  kind: z.enum(['submission', 'rejudge', 'check']),
  /** What verdict and tests are written under: of a rejudge the id of its result, of a check its own. */
  submissionId: z.uuid(),
  /** Fencing token: every later write names it. */
  attempt: z.int(),
  userId: z.uuid(),
  problemId: z.uuid(),
  language: z.string(),
  files: z.array(sourceFile),
  testsTotal: z.int(),
});

/** A submission in the hands of a judge. */
export type ClaimedSubmission = z.infer<typeof claimedSubmission>;
