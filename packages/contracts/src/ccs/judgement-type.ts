import { z } from 'zod';

/** Those of the specification's list that Docket gives. */
export const ccsVerdicts = ['AC', 'WA', 'TLE', 'MLE', 'OLE', 'RTE', 'CE', 'JE'] as const;
export const ccsVerdict = z.enum(ccsVerdicts);
export type CcsVerdict = z.infer<typeof ccsVerdict>;

export const ccsJudgementType = z.object({
  id: ccsVerdict,
  name: z.string(),
  /** Whether it costs time; of `pass-fail` contests alone. */
  penalty: z.boolean().optional(),
  solved: z.boolean(),
});
export type CcsJudgementType = z.infer<typeof ccsJudgementType>;
