import { z } from 'zod';
import { scoreFields, subtaskField } from '../judge/score.ts';
import { submissionStatus } from '../judge/verdict.ts';
import { testResult } from '../http/submission.ts';

/**
 * A submission moved on. `tests` holds only results that no earlier event of this attempt carried;
 * a client whose merged list is shorter than `testsDone` re-reads the submission over HTTP.
 * A larger `attempt` than the one held means: judged anew, forget the old tests.
 */
export const submissionUpdated = z.object({
  userId: z.uuid(),
  submissionId: z.uuid(),
  problemId: z.uuid(),
  language: z.string(),
  status: submissionStatus,
  reason: z.string().nullable(),
  attempt: z.int(),
  cpuMs: z.number().nullable(),
  memoryBytes: z.number().nullable(),
  testsDone: z.int(),
  testsTotal: z.int(),
  tests: z.array(testResult),
  ...scoreFields,
  ...subtaskField,
  compileLog: z.string().nullable(),
});
export type SubmissionUpdated = z.infer<typeof submissionUpdated>;
