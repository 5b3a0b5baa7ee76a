import { z } from 'zod';

/** Verdicts a judged submission or test can end with, as in the ICPC and Kattis world. */
export const finalVerdicts = ['AC', 'WA', 'TLE', 'MLE', 'OLE', 'RE', 'CE', 'IE', 'CANCELLED'] as const;
export const finalVerdict = z.enum(finalVerdicts);
export type FinalVerdict = z.infer<typeof finalVerdict>;

/** Where a submission stands before its verdict. */
export const activeStatuses = ['QUEUED', 'COMPILING', 'RUNNING'] as const;

export const submissionStatus = z.enum([...activeStatuses, ...finalVerdicts]);
export type SubmissionStatus = z.infer<typeof submissionStatus>;

/** Verdict of one test. A test is never CE or CANCELLED; those belong to the whole submission. */
export const testVerdict = z.enum(['AC', 'WA', 'TLE', 'MLE', 'OLE', 'RE', 'IE']);
export type TestVerdict = z.infer<typeof testVerdict>;

/** Is this the end of the story? */
export function isFinal(status: SubmissionStatus): status is FinalVerdict {
  return status !== 'QUEUED' && status !== 'COMPILING' && status !== 'RUNNING';
}

/** What each status is called on a screen. */
export const STATUS_LABELS: Record<SubmissionStatus, string> = {
  QUEUED: 'In queue',
  COMPILING: 'Compiling',
  RUNNING: 'Running',
  AC: 'Accepted',
  WA: 'Wrong answer',
  TLE: 'Time limit exceeded',
  MLE: 'Memory limit exceeded',
  OLE: 'Output limit exceeded',
  RE: 'Runtime error',
  CE: 'Compile error',
  IE: 'Judge error',
  CANCELLED: 'Cancelled',
};
