import type { ContestDetail, ContestProblem } from '@docket/contracts/http/contest';
import { getRouteApi, Link } from '@tanstack/react-router';
import { formatBytes, formatMs, formatScore, plural } from '../../../lib/format.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Countdown } from '../../../ui/countdown.tsx';
import { Page } from '../../../ui/page.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { SolvedMark } from '../../problem/components/solved-mark.tsx';
import { useContestProblems } from '../api/use-contest.ts';
import { formatWords } from '../contest-words.ts';
import { ContestFrame } from './contest-frame.tsx';
import { ProblemLetter } from './problem-letter.tsx';

const route = getRouteApi('/contests/$slug/problems');

export function ProblemsPage() {
  const { slug } = route.useParams();
  return (
    <ContestFrame slug={slug} title="Problems">
      {(contest) => (
        <Page>
          <h1 className="mb-4 text-lg font-semibold">Problems</h1>
          <Problems contest={contest} />
        </Page>
      )}
    </ContestFrame>
  );
}

function Problems({ contest }: { readonly contest: ContestDetail }) {
  const problems = useContestProblems(contest.slug, contest.problemsOpen);
  if (!contest.problemsOpen) return <Closed contest={contest} />;
  if (problems.data === undefined)
    return problems.isError ? (
      <Failure error={problems.error} retry={() => void problems.refetch()} />
    ) : (
      <RowsLoading label="Loading the problems" rows={6} />
    );
  const { data: shown } = problems.data;
  if (shown.length === 0)
    return (
      <Empty title="There are no problems yet">
        {contest.jury === null ? (
          'The jury has not set any.'
        ) : (
          <Link to="/contests/$slug/jury/problems" params={{ slug: contest.slug }} className="link">
            Choose the problems
          </Link>
        )}
      </Empty>
    );
  return (
    <RowList aria-label="Problems">
      {shown.map((problem) => (
        <Row key={problem.label} contest={contest} problem={problem} />
      ))}
    </RowList>
  );
}

function Row({ contest, problem }: { readonly contest: ContestDetail; readonly problem: ContestProblem }) {
  const { label, title, colour, points, limits, mine } = problem;
  const state =
    mine === null ? 'untouched' : mine.solved ? 'solved' : mine.tries + mine.pending > 0 ? 'tried' : 'untouched';
  return (
    <RowItem
      data-testid="contest-problem"
      data-state={state}
      className="grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-4 py-2 hover:bg-accent-soft/50 sm:grid-cols-[auto_minmax(0,1fr)_9rem_9rem_1.5rem]"
    >
      <ProblemLetter label={label} colour={colour} />
      <Link
        to="/contests/$slug/problems/$label"
        params={{ slug: contest.slug, label }}
        className={`truncate font-medium ${ROW_LINK}`}
      >
        <span className="sr-only">{label}: </span>
        {title}
      </Link>
      <p className="hidden text-sm text-muted tabular-nums sm:block">
        {formatMs(limits.cpuMs)}, {formatBytes(limits.memoryBytes)}
      </p>
      <p className="hidden text-right text-sm text-muted tabular-nums sm:block">
        {stateWords(contest.format, points, mine)}
      </p>
      {mine === null ? <span /> : <SolvedMark solved={state} />}
    </RowItem>
  );
}

function stateWords(format: string, points: number | null, mine: ContestProblem['mine']): string {
  const worth = points === null ? '' : `${formatScore(points, null)} points`;
  if (mine === null || mine.tries + mine.pending === 0) return worth;
  const pending = mine.pending > 0 ? `, ${mine.pending} pending` : '';
  if (formatWords(format).counts === 'score') return `${formatScore(mine.score, points)}${pending}`;
  return `${plural(mine.tries, 'try', 'tries')}${pending}`;
}

/** Why there is nothing to see, and what to do about it. */
function Closed({ contest }: { readonly contest: ContestDetail }) {
  const { phase, startsAt, mine, slug, durationMinutes } = contest;
  if (Date.parse(startsAt) > serverClock.now())
    return (
      <Empty title="The problems are shown when the contest starts">
        <p>
          <Countdown until={startsAt} className="text-xl font-semibold text-ink" />
        </p>
      </Empty>
    );
  const register = (
    <Link to="/contests/$slug" params={{ slug }} className={buttonClass('secondary', 'small')}>
      To the overview
    </Link>
  );
  if (phase === 'running' && mine === 'registered' && durationMinutes !== null)
    return <Empty title="Begin your time to see the problems">{register}</Empty>;
  if (phase === 'running') return <Empty title="Only those who take part see the problems now">{register}</Empty>;
  return <Empty title="The problems of this contest are not open">{register}</Empty>;
}
