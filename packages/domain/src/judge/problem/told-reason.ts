import type { SubmissionStatus } from '@docket/contracts/judge/verdict';

/** Why a submission or a run ended as it did, for its author. */
export function reasonFor(status: SubmissionStatus | 'DONE', reason: string | null): string | null {
  if (status !== 'IE' || reason === null) return reason;
  const mark = 'judge error: ';
  return reason.startsWith(mark) ? `${mark}${ownWords(reason.slice(mark.length))}` : ownWords(reason);
}

/** Of a judge's fault what comes before a colon: after it stands what a compiler, a check program or the system said. */
export function ownWords(reason: string): string;
export function ownWords(reason: string | null): string | null;
export function ownWords(reason: string | null): string | null {
  return reason === null ? null : (/^[^:\n]*/.exec(reason)?.[0] ?? '');
}
