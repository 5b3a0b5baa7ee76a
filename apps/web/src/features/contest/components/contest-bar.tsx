import type { ContestDetail } from '@docket/contracts/http/contest';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { serverClock } from '../../../lib/server-clock.ts';
import { Countdown } from '../../../ui/countdown.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { boardViewOf, useBoard, useContestProblems } from '../api/use-contest.ts';
import { useClarificationNews, useUnseen } from '../api/use-unseen.ts';
import { placeRows } from '../board-state.ts';
import { clockOf } from '../contest-turns.ts';

const ITEM = 'flex min-h-9 items-center gap-1.5 rounded-md px-2 whitespace-nowrap hover:bg-sunken';

/** One line above the workbench: the other problems, what time is left, the own place, and what the jury said. */
export function ContestBar({ contest, label }: { readonly contest: ContestDetail; readonly label: string }) {
  const { slug, title } = contest;
  const unseen = useUnseen(contest);
  useClarificationNews(contest);
  const clock = clockOf(contest, serverClock.now());
  return (
    <nav
      aria-label={`Contest ${title}`}
      className="relative flex items-center gap-x-2 overflow-x-auto border-b border-line bg-card px-2 py-0.5 text-sm"
    >
      <Link
        to="/contests/$slug/problems"
        params={{ slug }}
        className={`${ITEM} min-w-0 max-w-64 font-semibold max-lg:hidden`}
      >
        <span className="truncate">{title}</span>
      </Link>
      <Letters contest={contest} label={label} />
      <span className="ml-auto flex items-center gap-2 px-2 whitespace-nowrap" data-testid="contest-time">
        <Icon name="clock" className="text-muted" />
        <span className="sr-only">{clock.label}: </span>
        {clock.until === undefined ? (
          <span>{clock.label}</span>
        ) : (
          <Countdown until={clock.until} urgentBelow={300} className="font-semibold" />
        )}
      </span>
      <Link to="/contests/$slug/board" params={{ slug }} className={ITEM}>
        {contest.participation === null ? 'Standings' : <Place contest={contest} />}
      </Link>
      {(contest.participation !== null || contest.jury !== null) && (
        <Link to="/contests/$slug/clarifications" params={{ slug }} className={ITEM}>
          <Icon name="bell" />
          <span className="max-sm:sr-only">Clarifications</span>
          {unseen > 0 && (
            <span className="grid min-w-5 place-items-center rounded-full bg-primary px-1 text-xs font-semibold text-on-primary">
              {unseen}
              <span className="sr-only"> new</span>
            </span>
          )}
        </Link>
      )}
    </nav>
  );
}

function Letters({ contest, label }: { readonly contest: ContestDetail; readonly label: string }) {
  const problems = useContestProblems(contest.slug, contest.problemsOpen);
  return (
    <ul aria-label="Problems" className="flex">
      {problems.data?.data.map((problem) => {
        const tried = problem.mine !== null && problem.mine.tries + problem.mine.pending > 0;
        const state = problem.mine?.solved === true ? 'solved' : tried ? 'tried' : undefined;
        return (
          <li key={problem.label}>
            <Link
              to="/contests/$slug/problems/$label"
              params={{ slug: contest.slug, label: problem.label }}
              title={problem.title}
              activeOptions={{ includeSearch: false }}
              aria-current={problem.label === label ? 'page' : undefined}
              className="grid h-9 min-w-9 content-center justify-items-center rounded-md px-1.5 font-mono leading-none font-semibold hover:bg-sunken aria-[current]:bg-accent-soft aria-[current]:text-link"
            >
              {problem.label}
              {state !== undefined && <span className="sr-only">, {state}</span>}
              <span
                aria-hidden="true"
                className={`mt-1 h-1 w-4 rounded-full ${state === 'solved' ? 'bg-ok' : state === 'tried' ? 'bg-limit' : 'bg-transparent'}`}
              />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

/** The own place on the board that the participant may see. */
function Place({ contest }: { readonly contest: ContestDetail }) {
  const board = useBoard(contest.slug, boardViewOf(contest), contest.channel);
  const placed = useMemo(() => placeRows(board.data?.rows ?? []), [board.data?.rows]);
  const own = placed.find(({ participant }) => participant === contest.participation?.participantId);
  if (own?.place == null) return <span>Standings</span>;
  return (
    <span className="tabular-nums" data-testid="own-place">
      Place <strong>{own.place}</strong>
      <span className="text-muted max-sm:hidden"> of {placed.filter(({ place }) => place !== null).length}</span>
    </span>
  );
}
