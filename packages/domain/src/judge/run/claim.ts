import { sourceFile } from '@docket/contracts/http/submissions';
import { z } from 'zod';
import { judgeMaterial } from '../submission/claim.ts';

export const claimedRun = z.object({
  kind: z.literal('run'),
  runId: z.uuid(),
  /** Fencing token: every later write names it. */
  attempt: z.int(),
  userId: z.uuid(),
  problemId: z.uuid().nullable(),
  language: z.string(),
  files: z.array(sourceFile),
  casesTotal: z.int(),
  /** The samples to run first, and whether their output can be compared with the answer. */
  samples: judgeMaterial.shape.tests,
  compares: z.boolean(),
  inputs: z.array(z.string()),
  /** Of the problem; without one there are general limits. */
  limits: judgeMaterial.shape.limits.nullable(),
});

/** A run in the hands of a judge. */
export type ClaimedRun = z.infer<typeof claimedRun>;
