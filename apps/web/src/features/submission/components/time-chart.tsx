import type { SubmissionDetail } from '@docket/contracts/http/submission';
import { cx } from '../../../lib/class-names.ts';
import { formatMs } from '../../../lib/format.ts';
import { describeTest, statusColour } from '../verdict-look.ts';

const HEIGHT = 64;
/** Fewer tests are read faster as figures. */
const WORTH_IT = 4;
/** A bar is no wider than this. */
const WIDEST_REM = 2;

/** CPU time of every test as a bar, under the line of the limit: whether it is slow everywhere or on one test. */
export function TimeChart({ tests }: { readonly tests: SubmissionDetail['tests'] }) {
  const limit = Math.max(0, ...tests.map((test) => test.evidence?.limits.cpuMs ?? 0));
  const slowest = Math.max(0, ...tests.map((test) => test.cpuMs));
  const most = Math.max(1, slowest);
  if (tests.length < WORTH_IT) return null;
  // The line of a limit that nothing comes near would flatten all bars to the ground.
  const limitShown = limit > 0 && limit <= most * 4;
  const top = limitShown ? Math.max(limit, most) : most;
  const yOf = (ms: number) => HEIGHT - (ms / top) * (HEIGHT - 4);
  return (
    <figure className="box grid gap-2 px-4 py-3">
      <figcaption className="flex flex-wrap justify-between gap-x-4 text-sm">
        <span className="font-semibold">CPU time by test</span>
        <span className="text-muted">
          slowest {formatMs(slowest)}
          {limit > 0 && `, limit ${formatMs(limit)}`}
        </span>
      </figcaption>
      <svg
        role="img"
        aria-label={`CPU time of ${tests.length} tests, the slowest ${formatMs(slowest)}${limit > 0 ? `, limit ${formatMs(limit)}` : ''}`}
        viewBox={`0 0 ${tests.length * 10} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-16 w-full"
        style={{ maxWidth: `${tests.length * WIDEST_REM}rem` }}
      >
        {limitShown && (
          <path
            d={`M0 ${yOf(limit)}H${tests.length * 10}`}
            className="stroke-bad"
            strokeWidth="1.5"
            strokeDasharray="4 3"
            vectorEffect="non-scaling-stroke"
          />
        )}
        {tests.map((test, index) => {
          const y = Math.min(yOf(test.cpuMs), HEIGHT - 1.5);
          return (
            <rect
              key={test.ordinal}
              x={index * 10 + 1}
              y={y}
              width="8"
              height={HEIGHT - y}
              className={cx('fill-current', test.verdict === 'AC' ? 'text-primary' : statusColour(test.verdict))}
            >
              <title>{describeTest(test)}</title>
            </rect>
          );
        })}
      </svg>
    </figure>
  );
}
