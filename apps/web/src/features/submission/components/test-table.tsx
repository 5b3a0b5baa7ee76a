import type { TestResultDetail } from '@docket/contracts/http/submission';
import { useId, useState } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { formatBytes } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { clockThatRanOut, timeOf } from '../test-time.ts';
import { firstFailure } from '../verdict-look.ts';
import { Evidence } from './evidence.tsx';
import { Feedback, type Sample } from './feedback.tsx';
import { VerdictBadge } from './verdict-badge.tsx';

/** A sample by the test's name, as far as the page knows it. */
export type SampleOf = (test: string) => Sample | undefined;

/** Every test with its figures; each opens to the evidence behind it. The first failure is open to begin with. */
export function TestTable({
  tests,
  sampleOf,
  interactive,
}: {
  readonly tests: readonly TestResultDetail[];
  readonly sampleOf: SampleOf;
  readonly interactive: boolean;
}) {
  const failure = firstFailure(tests)?.ordinal;
  const [toggled, setToggled] = useState<ReadonlySet<number>>(new Set());
  const isOpen = (ordinal: number) => (ordinal === failure) !== toggled.has(ordinal);
  const toggle = (ordinal: number) =>
    setToggled((old) => {
      const next = new Set(old);
      if (!next.delete(ordinal)) next.add(ordinal);
      return next;
    });
  return (
    <div className="overflow-x-auto box">
      <table className="w-full text-sm">
        <thead>
          <tr className="caption border-b border-line text-left *:px-3 *:py-1.5 *:font-medium sm:*:px-4">
            <th scope="col">Test</th>
            <th scope="col">Verdict</th>
            <th scope="col" className="text-right">
              Time
            </th>
            <th scope="col" className="text-right max-sm:hidden">
              Memory
            </th>
            <th scope="col">
              <span className="sr-only">Evidence</span>
            </th>
          </tr>
        </thead>
        {tests.map((test) => (
          <TestRows
            key={test.ordinal}
            test={test}
            open={isOpen(test.ordinal)}
            interactive={interactive}
            sample={test.sample ? sampleOf(test.name) : undefined}
            toggle={() => toggle(test.ordinal)}
          />
        ))}
      </table>
    </div>
  );
}

function TestRows({
  test,
  open,
  interactive,
  sample,
  toggle,
}: {
  readonly test: TestResultDetail;
  readonly sample: Sample | undefined;
  readonly open: boolean;
  readonly interactive: boolean;
  readonly toggle: () => void;
}) {
  const id = useId();
  return (
    <tbody className="border-b border-line last:border-b-0">
      <tr className="tabular-nums *:px-3 *:py-1 sm:*:px-4">
        <th scope="row" className="text-left font-mono font-normal">
          {test.ordinal}
          <span className="ml-2 text-muted max-sm:hidden">{test.name}</span>
          {test.sample && <span className="caption ml-2 rounded border border-line px-1">sample</span>}
        </th>
        <td>
          <VerdictBadge status={test.verdict} quiet />
        </td>
        <td className="text-right">
          {timeOf(test).text}
          {clockThatRanOut(test) === 'wall' && <span className="block text-xs text-muted">wall time</span>}
        </td>
        <td className="text-right max-sm:hidden">{formatBytes(test.memoryBytes)}</td>
        <td className="w-0 text-right">
          <Button
            variant="ghost"
            size="small"
            aria-expanded={open}
            aria-controls={id}
            aria-label={`Evidence of test ${test.ordinal}`}
            onClick={toggle}
          >
            <svg
              viewBox="0 0 12 12"
              width="12"
              height="12"
              aria-hidden="true"
              className={cx('transition-transform', open && 'rotate-90')}
            >
              <path
                d="m4 2 4 4-4 4"
                fill="none"
                stroke="currentColor"
                strokeWidth="1.8"
                strokeLinecap="round"
                strokeLinejoin="round"
              />
            </svg>
          </Button>
        </td>
      </tr>
      <tr id={id} hidden={!open}>
        <td colSpan={5} className="bg-sunken/50 px-3 py-4 sm:px-4">
          {open && (
            <div className="grid gap-4">
              <Evidence test={test} />
              {test.verdict !== 'AC' || test.sample ? (
                <Feedback test={test} sample={sample} interactive={interactive} />
              ) : null}
            </div>
          )}
        </td>
      </tr>
    </tbody>
  );
}
