import type { ContestDetail } from '@docket/contracts/http/contest';
import type { RejudgedVerdict } from '@docket/contracts/http/contest-jury';
import { Link } from '@tanstack/react-router';
import { formatScore } from '../../../lib/format.ts';
import { Icon } from '../../../ui/icons.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { useLanguages } from '../../problem/api/use-languages.ts';
import { VerdictBadge } from '../../submission/components/verdict-badge.tsx';
import { exactTime } from '../contest-time.ts';

type VerdictsProps = { readonly contest: ContestDetail; readonly verdicts: readonly RejudgedVerdict[] };

/** Each submission whose verdict, or whose points, would be others; it leads to its source among the jury's submissions. */
export function RejudgedVerdicts({ contest, verdicts }: VerdictsProps) {
  const { nameOf } = useLanguages();
  return (
    <RowList aria-label="Changed verdicts">
      {verdicts.map((one) => (
        <RowItem
          key={one.submissionId}
          data-testid="rejudged-verdict"
          className="gap-x-4 text-sm hover:bg-sunken/60 sm:grid-cols-[2rem_minmax(0,1fr)_minmax(0,1fr)_auto] sm:items-center"
        >
          <span className="font-mono font-semibold">{one.label}</span>
          <Link
            to="/contests/$slug/jury/submissions"
            params={{ slug: contest.slug }}
            search={{ participantId: one.participantId, left: one.submissionId }}
            className={`min-w-0 font-medium wrap-anywhere ${ROW_LINK}`}
          >
            {one.participant}
          </Link>
          <p className="flex flex-wrap items-center gap-2">
            <VerdictBadge status={one.from} />
            <Icon name="arrow" className="text-muted" />
            <span className="sr-only">becomes</span>
            <VerdictBadge status={one.to} />
            {one.scoreFrom !== one.scoreTo && (
              <span className="text-muted tabular-nums">
                {points(one.scoreFrom)} to {points(one.scoreTo)}
              </span>
            )}
          </p>
          <p className="text-muted tabular-nums sm:text-right">
            {nameOf(one.language)}, {exactTime(one.time)}
            {one.left && (
              <span className="block text-limit">
                left alone: {one.to === 'IE' ? 'the judge failed on it' : 'it was judged anew meanwhile'}
              </span>
            )}
          </p>
        </RowItem>
      ))}
    </RowList>
  );
}

function points(score: number | null): string {
  return score === null ? 'no points' : formatScore(score, null);
}
