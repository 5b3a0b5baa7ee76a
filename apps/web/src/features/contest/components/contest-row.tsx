import type { ContestSummary } from '@docket/contracts/http/contest';
import { Link } from '@tanstack/react-router';
import { formatMoment, plural } from '../../../lib/format.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Countdown } from '../../../ui/countdown.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { lengthWords } from '../contest-time.ts';
import { formatWords } from '../contest-words.ts';
import { MineBadge, PhaseBadge } from './phase-badge.tsx';

/** Without the seconds, which no contest begins at. */
function start(iso: string): string {
  return formatMoment(iso).slice(0, -3);
}

function ContestRow({ contest }: { readonly contest: ContestSummary }) {
  const { slug, title, format, startsAt, endsAt, durationMinutes, phase, visibility, participants } = contest;
  const length = durationMinutes === null ? Date.parse(endsAt) - Date.parse(startsAt) : durationMinutes * 60_000;
  return (
    <RowItem
      data-testid="contest"
      data-phase={phase}
      className="gap-x-5 py-2.5 hover:bg-accent-soft/50 md:grid-cols-[minmax(0,1fr)_10rem_9rem] md:items-center"
    >
      <div className="grid min-w-0 gap-0.5">
        <Link to="/contests/$slug" params={{ slug }} className={`font-semibold wrap-anywhere ${ROW_LINK}`}>
          {title}
        </Link>
        <p className="flex flex-wrap gap-x-3 text-sm text-muted tabular-nums">
          <time dateTime={startsAt}>{start(startsAt)}</time>
          <span>
            {lengthWords(length)}
            {durationMinutes !== null && ', begin when you like'}
          </span>
          <span>{formatWords(format).name}</span>
          {contest.rated && <span>Rated</span>}
          {contest.teamSize > 1 && <span>Teams of up to {contest.teamSize}</span>}
        </p>
      </div>
      <p className="flex flex-wrap items-center gap-2">
        {visibility === 'DRAFT' && <Badge tone="limit">Draft</Badge>}
        {(phase === 'over' || phase === 'final') && <PhaseBadge phase={phase} />}
        <MineBadge mine={contest.mine} />
      </p>
      <p className="text-sm text-muted tabular-nums md:text-right">
        {phase === 'coming' && (
          <>
            starts in <Countdown until={startsAt} className="font-semibold text-ink" />
          </>
        )}
        {phase === 'running' && (
          <>
            <Countdown until={endsAt} className="font-semibold text-ink" urgentBelow={300} /> left
          </>
        )}
        <span className="block">{plural(participants, 'participant')}</span>
      </p>
    </RowItem>
  );
}

export function ContestRows({
  contests,
  label,
}: {
  readonly contests: readonly ContestSummary[];
  readonly label: string;
}) {
  return (
    <RowList aria-label={label}>
      {contests.map((contest) => (
        <ContestRow key={contest.contestId} contest={contest} />
      ))}
    </RowList>
  );
}
