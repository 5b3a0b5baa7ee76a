import type { SubmissionDetail } from '@docket/contracts/http/submission';
import { isFinal } from '@docket/contracts/judge/verdict';
import { cx } from '../../../lib/class-names.ts';
import { formatBytes } from '../../../lib/format.ts';
import { clockThatRanOut, timeOf } from '../test-time.ts';
import { describeTest, statusColour } from '../verdict-look.ts';

/** Up to this many tests have their figures written in the square; beyond, squares are small and say it on hover. */
const ROOMY = 24;

/** One square per test, filled as its result arrives. Tests that were never run stay empty. */
export function TestStrip({ submission }: { readonly submission: SubmissionDetail }) {
  const total = Math.max(submission.testsTotal, submission.tests.at(-1)?.ordinal ?? 0);
  const byOrdinal = new Map(submission.tests.map((test) => [test.ordinal, test]));
  const first = byOrdinal.has(0) ? 0 : 1;
  const roomy = total <= ROOMY;
  const over = isFinal(submission.status);
  if (total === 0) return null;
  return (
    <ol
      aria-label="Tests"
      className={cx(
        'grid gap-1.5',
        roomy
          ? 'grid-cols-[repeat(auto-fill,minmax(4.5rem,1fr))]'
          : 'grid-cols-[repeat(auto-fill,minmax(2.25rem,1fr))]',
      )}
    >
      {Array.from({ length: total }, (_, index) => {
        const ordinal = first + index;
        const test = byOrdinal.get(ordinal);
        const next = test === undefined && !over && submission.status === 'RUNNING' && index === submission.testsDone;
        const label = test === undefined ? `Test ${ordinal}: ${over ? 'not run' : 'waiting'}` : describeTest(test);
        return (
          <li
            key={ordinal}
            title={label}
            data-testid="test-cell"
            data-verdict={test?.verdict ?? ''}
            className={cx(
              'relative grid rounded-md border font-mono leading-tight',
              roomy ? 'min-h-14 content-center px-2 py-1' : 'h-8 place-items-center text-xs',
              test === undefined
                ? 'border-dashed border-edge/60 text-muted'
                : cx('animate-pop border-current bg-current/8', statusColour(test.verdict)),
              next && 'animate-pulse-soft border-solid border-primary',
            )}
          >
            <span className="sr-only">{label}</span>
            <span
              aria-hidden="true"
              className={cx('font-bold', roomy && 'flex items-baseline justify-between text-sm')}
            >
              {test?.verdict ?? (roomy ? ' ' : '·')}
              {roomy && (
                <span className="text-xs font-normal text-muted">
                  {test?.sample === true ? 's' : ''}
                  {ordinal}
                </span>
              )}
            </span>
            {roomy && (
              <span aria-hidden="true" className="text-xs whitespace-nowrap text-muted">
                {test === undefined ? (over ? 'not run' : next ? 'running' : '') : timeOf(test).text}
                {test !== undefined && clockThatRanOut(test) === 'wall' && ' wall'}
                {test !== undefined && <span className="block">{formatBytes(test.memoryBytes)}</span>}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
