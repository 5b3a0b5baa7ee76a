import type { RejudgeStatus, RejudgeSummary } from '@docket/contracts/http/rejudges';
import { cx } from '../../../lib/class-names.ts';
import { REJUDGE_COLOURS, REJUDGE_LABELS } from '../rejudge-look.ts';

export function RejudgeBadge({ status }: { readonly status: RejudgeStatus }) {
  return (
    <span
      className={cx(
        'inline-grid h-6 w-fit place-items-center rounded border-2 border-current px-2 font-mono text-xs leading-none font-bold whitespace-nowrap uppercase',
        REJUDGE_COLOURS[status],
      )}
    >
      {REJUDGE_LABELS[status]}
    </span>
  );
}

/** How far it is, as a bar. */
export function RejudgeProgress({ rejudge }: { readonly rejudge: Pick<RejudgeSummary, 'judged' | 'total'> }) {
  const { judged, total } = rejudge;
  return (
    <div
      role="progressbar"
      aria-label="Judged"
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={judged}
      className="h-2 overflow-hidden rounded-full bg-sunken"
    >
      <div
        className="h-full rounded-full bg-mark transition-[width] duration-300"
        style={{ width: `${total === 0 ? 0 : (judged / total) * 100}%` }}
      />
    </div>
  );
}
