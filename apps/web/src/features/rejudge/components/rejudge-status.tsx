import type { RejudgeStatus, RejudgeSummary } from '@docket/contracts/http/rejudge';
import { Badge } from '../../../ui/badge.tsx';
import { REJUDGE_LABELS, REJUDGE_TONES } from '../rejudge-look.ts';

export function RejudgeBadge({ status }: { readonly status: RejudgeStatus }) {
  return (
    <Badge tone={REJUDGE_TONES[status]} className="w-fit uppercase">
      {REJUDGE_LABELS[status]}
    </Badge>
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
        className="h-full rounded-full bg-primary transition-[width] duration-300"
        style={{ width: `${total === 0 ? 0 : (judged / total) * 100}%` }}
      />
    </div>
  );
}
