import { isFinal, STATUS_LABELS, type SubmissionStatus } from '@docket/contracts/judge/verdict';
import type { SubmissionDetail, TestResult } from '@docket/contracts/http/submission';
import { formatBytes, formatScore, formatWait, plural } from '../../lib/format.ts';
import { clockThatRanOut, timeOf } from './test-time.ts';
import { TONE_TEXT, type Tone } from '../../ui/tone.ts';

/** The judge's reason where some points were made; the points say it better. */
export const PARTIAL_SCORE = 'partial score';

export function statusTone(status: SubmissionStatus): Tone {
  switch (status) {
    case 'AC':
      return 'ok';
    case 'WA':
      return 'bad';
    case 'TLE':
    case 'MLE':
    case 'OLE':
      return 'limit';
    case 'RE':
      return 'crash';
    case 'CE':
      return 'note';
    case 'IE':
    case 'CANCELLED':
    case 'QUEUED':
    case 'COMPILING':
    case 'RUNNING':
      return 'muted';
    default:
      return unknownStatus(status);
  }
}

/** The colour of a status. Never the only sign: the letters stand beside it everywhere. */
export function statusColour(status: SubmissionStatus): string {
  return TONE_TEXT[statusTone(status)];
}

/** What fits on a stamp. */
export function statusCode(status: SubmissionStatus): string {
  switch (status) {
    case 'QUEUED':
    case 'COMPILING':
    case 'RUNNING':
      return '···';
    case 'CANCELLED':
      return '—';
    default:
      return status;
  }
}

/** The state in one sentence, for the live region and under the verdict. */
export function describeSubmission(submission: SubmissionDetail): string {
  const { status, testsDone, testsTotal } = submission;
  if (status === 'QUEUED') return describePlace(submission);
  if (status === 'COMPILING') return 'Compiling your program.';
  if (status === 'RUNNING')
    return testsTotal === 0 ? 'Running.' : `Running test ${Math.min(testsDone + 1, testsTotal)} of ${testsTotal}.`;
  if (status === 'AC') return testsTotal === 1 ? 'The one test passed.' : `All ${testsTotal} tests passed.`;
  if (status === 'CE') return 'Your program did not compile. The compiler’s messages are below.';
  if (status === 'CANCELLED') return 'Cancelled before it was judged.';
  if (status === 'IE') return 'The judge failed, not your program. This attempt does not count.';
  const failed = firstFailure(submission.tests);
  const passed = submission.tests.filter((test) => test.verdict === 'AC').length;
  const where = failed === undefined ? '' : ` First failure on test ${failed.ordinal}.`;
  const points =
    submission.reason === PARTIAL_SCORE && submission.score !== undefined
      ? `${formatScore(submission.score, submission.maxScore)} points. `
      : '';
  const last = submission.tests.at(-1)?.ordinal;
  const stopped = failed !== undefined && failed.ordinal === last && testsDone < testsTotal;
  // Judging ends with the first failure: what came after was not failed, it was not run.
  if (points === '' && stopped) return `Failed on test ${failed.ordinal}; ${testsTotal - testsDone} more were not run.`;
  return `${points}${passed} of ${plural(testsTotal, 'test')} passed.${where}`;
}

/** Where a submission or run stands in the queue, and what it waits for. A server before 0.3 gives no reason: a place without a wait is in a queue that is paused. */
export function describePlace({
  queuePosition,
  expectedWaitSeconds,
  waitReason,
}: Pick<SubmissionDetail, 'queuePosition' | 'expectedWaitSeconds' | 'waitReason'>): string {
  if (queuePosition === null) return 'Waiting for a judge.';
  if (waitReason === 'no_language')
    return 'No judge has this language at the moment. Your program is kept, and judged when one is back.';
  if (waitReason === 'no_worker')
    return 'No judge is at work at the moment. Your program is kept, and judged when one is back.';
  const ahead = queuePosition === 0 ? 'Next in line' : `${queuePosition} ahead of you`;
  const wait = expectedWaitSeconds === null ? 'judging is paused' : `${formatWait(expectedWaitSeconds)} to wait`;
  return `${ahead}, ${wait}.`;
}

/** What to read out when a state begins; undefined where the step is not worth an interruption. */
export function announcement(submission: SubmissionDetail): string {
  const label = STATUS_LABELS[submission.status];
  return isFinal(submission.status) ? `${label}. ${describeSubmission(submission)}` : `${label}.`;
}

export function firstFailure<T extends TestResult>(tests: readonly T[]): T | undefined {
  return tests.find((test) => test.verdict !== 'AC');
}

export function describeTest(test: TestResult): string {
  const sample = test.sample ? ' (sample)' : '';
  const wall = clockThatRanOut(test) === 'wall' ? ' wall time' : '';
  return `Test ${test.ordinal}${sample}: ${STATUS_LABELS[test.verdict]}, ${timeOf(test).text}${wall}, ${formatBytes(test.memoryBytes)}`;
}

/** Of a newer server. */
function unknownStatus(status: never): Tone {
  return String(status) === '' ? 'note' : 'muted';
}
