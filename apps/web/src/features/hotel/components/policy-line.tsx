import type { PolicyStep } from '@docket/contracts/hotel/stay';
import { cx } from '../../../lib/class-names.ts';
import { formatMoney } from '../../../lib/money.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { momentThere } from '../stay-words.ts';

type PolicyLineProps = {
  readonly policy: readonly PolicyStep[];
  readonly timezone: string;
  readonly currency: string;
};

/** What giving a stay back costs, as it goes on: until when, and what is kept then. What is over is said to be. */
export function PolicyLine({ policy, timezone, currency }: PolicyLineProps) {
  const now = serverClock.now();
  const current = policy.findIndex(({ until }) => until === null || Date.parse(until) > now);
  return (
    <ol className="grid text-sm" data-testid="policy">
      {policy.map((step, index) => {
        const before = policy[index - 1];
        const isOver = index < current;
        const isNow = index === current;
        return (
          <li
            key={step.until ?? 'end'}
            aria-current={isNow ? 'step' : undefined}
            className="relative grid grid-cols-[1rem_minmax(0,1fr)] gap-x-3 pb-3 last:pb-0"
          >
            <span aria-hidden="true" className="relative">
              <span
                className={cx(
                  'absolute top-1 left-0.5 size-3 rounded-full border-2',
                  isOver ? 'border-edge bg-card' : step.feeMinor === 0 ? 'border-ok bg-ok' : 'border-limit bg-limit',
                )}
              />
              {index < policy.length - 1 && (
                <span className="absolute top-4.5 -bottom-2 left-[0.4375rem] w-0.5 bg-line" />
              )}
            </span>
            <span className={cx('grid', isOver && 'text-muted line-through decoration-edge/60')}>
              <span className="font-medium">
                {step.feeMinor === 0 ? 'Costs nothing' : `${formatMoney(step.feeMinor, currency)} is kept`}
                {step.feeMinor > 0 && hasWords(step.label) && (
                  <span className="font-normal text-muted"> ({step.label.toLowerCase()})</span>
                )}
              </span>
              <span className="text-muted">{stretch(before, step, timezone)}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** A label that is but the amount says nothing beside it. */
function hasWords(label: string): boolean {
  return /\p{L}|%/u.test(label);
}

function stretch(before: PolicyStep | undefined, { until }: PolicyStep, timezone: string): string {
  if (until !== null) return `Until ${momentThere(timezone, until)}`;
  return before?.until == null ? 'From booking on' : `After ${momentThere(timezone, before.until)}`;
}
