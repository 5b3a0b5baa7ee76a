import type { RunCase, RunDetail } from '@docket/contracts/http/run';
import { STATUS_LABELS } from '@docket/contracts/judge/verdict';
import { plural } from '../../lib/format.ts';
import { describePlace, statusColour } from '../submission/verdict-look.ts';

/** How a case ended, in words of its own: a run is not graded, so none of them is a verdict's. */
export function caseLabel(one: RunCase): string {
  if (one.outcome !== 'OK') return STATUS_LABELS[one.outcome];
  if (one.matches === null) return one.result === null ? 'Ended without a result' : 'Ran to its end';
  if (one.conversation != null) return one.matches ? 'Accepted by the judge' : 'Rejected by the judge';
  if (one.result !== undefined) return one.matches ? 'As expected' : 'Not as expected';
  return one.matches ? 'Matches the sample' : 'Differs from the sample';
}

export function caseColour(one: RunCase): string {
  if (one.outcome !== 'OK') return statusColour(one.outcome);
  if (one.matches === null) return 'text-note';
  return one.matches ? 'text-ok' : 'text-bad';
}

/** A character for the tab. */
export function caseSign(one: RunCase): string {
  if (one.outcome !== 'OK') return one.outcome;
  if (one.matches === null) return '•';
  return one.matches ? '=' : '≠';
}

/** The run in one sentence, for the status line and the live region. */
export function describeRun(run: RunDetail | undefined): string {
  if (run === undefined) return 'Submitting the program.';
  switch (run.status) {
    case 'QUEUED':
      return describePlace(run);
    case 'COMPILING':
      return 'Compiling.';
    case 'RUNNING':
      return `Running case ${Math.min(run.casesDone + 1, run.casesTotal)} of ${run.casesTotal}.`;
    case 'CE':
      return 'The compiler did not accept the program.';
    case 'IE':
      return 'The judge failed, not your program.';
    case 'DONE':
      return describeDone(run);
    default:
      return unknownStatus(run.status);
  }
}

function describeDone({ cases }: RunDetail): string {
  const samples = cases.filter((one) => one.sample);
  const matching = samples.filter((one) => one.outcome === 'OK' && one.matches === true).length;
  const stopped = cases.filter((one) => one.outcome !== 'OK').length;
  const parts = [
    samples.length === 0 ? undefined : `${matching} of ${plural(samples.length, 'sample')} match`,
    stopped === 0 ? undefined : `${plural(stopped, 'case')} did not end well`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? `Ran ${plural(cases.length, 'case')}.` : `${parts.join('; ')}.`;
}

function unknownStatus(status: never): string {
  return String(status);
}
