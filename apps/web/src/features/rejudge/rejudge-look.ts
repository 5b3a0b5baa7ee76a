import type { RejudgeStatus, RejudgeSummary, VerdictMatrix } from '@docket/contracts/http/rejudge';
import { finalVerdicts, type FinalVerdict } from '@docket/contracts/judge/verdict';
import type { Tone } from '../../ui/tone.ts';

export const REJUDGE_LABELS: Record<RejudgeStatus, string> = {
  RUNNING: 'Judging',
  READY: 'To be decided',
  APPLIED: 'Applied',
  DROPPED: 'Dropped',
};

export const REJUDGE_TONES: Record<RejudgeStatus, Tone> = {
  RUNNING: 'note',
  READY: 'limit',
  APPLIED: 'ok',
  DROPPED: 'muted',
};

/** What a rejudge is about; `problem` is the title where it is known. */
export function describeFilter(
  { filter }: Pick<RejudgeSummary, 'filter'>,
  languageName: (id: string) => string,
  problem: string | undefined,
): string {
  const parts = [
    filter.submissionId === null ? undefined : 'one submission',
    filter.problemId === null || filter.submissionId !== null ? undefined : (problem ?? 'one problem'),
    filter.language === null ? undefined : languageName(filter.language),
    filter.status === null ? undefined : `verdict ${filter.status}`,
  ].filter((part) => part !== undefined);
  const text = parts.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export type MatrixTable = {
  /** Verdicts that occur, in the usual order. */
  readonly from: readonly FinalVerdict[];
  readonly to: readonly FinalVerdict[];
  readonly count: (from: FinalVerdict, to: FinalVerdict) => number;
};

export function matrixTable(matrix: VerdictMatrix): MatrixTable {
  const counts = new Map(matrix.map((cell) => [`${cell.from} ${cell.to}`, cell.count]));
  const occurs = (side: 'from' | 'to') =>
    finalVerdicts.filter((verdict) => matrix.some((cell) => cell[side] === verdict && cell.count > 0));
  return { from: occurs('from'), to: occurs('to'), count: (from, to) => counts.get(`${from} ${to}`) ?? 0 };
}
