import type { ContestDetail } from '@docket/contracts/http/contest';
import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { useSession } from '../../../lib/session.ts';
import { Badge } from '../../../ui/badge.tsx';
import { isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { useContest } from '../api/use-contest.ts';
import { ContestClock } from './contest-clock.tsx';
import { useUnseen } from '../api/use-unseen.ts';
import { MineBadge, PhaseBadge } from './phase-badge.tsx';

type FrameProps = {
  readonly slug: string;
  /** Of the page, before the contest's own. */
  readonly title: string;
  readonly children: (contest: ContestDetail) => ReactNode;
  /** Narrower pages are easier to read; boards take all there is. */
  readonly width?: 'wide' | 'full';
};

/** What all pages of a contest have: its name, its clock, its tabs. */
export function ContestFrame({ slug, title, children, width = 'wide' }: FrameProps) {
  const contest = useContest(slug);
  useTitle(contest.data === undefined ? title : `${title} · ${contest.data.title}`);
  if (contest.data === undefined) {
    if (isNoSuch('contest', contest.error)) return <NoSuch kind="contest" />;
    return (
      <Page>
        {contest.isError ? (
          <Failure error={contest.error} retry={() => void contest.refetch()} />
        ) : (
          <Loading label="Loading the contest" lines={8} />
        )}
      </Page>
    );
  }
  return (
    <>
      <div className="border-b border-line bg-card">
        <div className={cx('mx-auto w-full px-4 pt-4 sm:px-6', width === 'wide' && 'max-w-6xl')}>
          <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
            <div className="grid min-w-0 gap-1.5">
              <p className="text-xl font-bold wrap-anywhere">{contest.data.title}</p>
              <p className="flex flex-wrap gap-2">
                {contest.data.visibility === 'DRAFT' && <Badge tone="limit">Draft: only the jury sees it</Badge>}
                <PhaseBadge phase={contest.data.phase} />
                {contest.data.frozen && <Badge tone="note">Standings frozen</Badge>}
                <MineBadge mine={contest.data.mine} />
              </p>
            </div>
            <ContestClock contest={contest.data} />
          </div>
          <ContestTabs contest={contest.data} />
        </div>
      </div>
      {children(contest.data)}
    </>
  );
}

function ContestTabs({ contest }: { readonly contest: ContestDetail }) {
  const { slug, jury, participation, closed } = contest;
  const unseen = useUnseen(contest);
  const loggedIn = useSession() !== undefined;
  const bar = useRef<HTMLDivElement>(null);
  const pathname = useLocation({ select: (location) => location.pathname });
  useEffect(() => {
    const current = bar.current?.querySelector<HTMLElement>('[aria-current]');
    if (bar.current === null || current == null) return;
    const [row, tab] = [bar.current.getBoundingClientRect(), current.getBoundingClientRect()];
    bar.current.scrollLeft += tab.left + tab.width / 2 - (row.left + row.width / 2);
  }, [pathname]);
  const tabs = [
    { to: '/contests/$slug', label: 'Overview', exact: true },
    { to: '/contests/$slug/problems', label: 'Problems', exact: false },
    { to: '/contests/$slug/board', label: 'Standings', exact: false },
    ...(participation === null
      ? []
      : [{ to: '/contests/$slug/submissions', label: 'My submissions', exact: false } as const]),
    ...(loggedIn && (participation !== null || jury !== null)
      ? [{ to: '/contests/$slug/clarifications', label: 'Clarifications', exact: false } as const]
      : []),
    ...(closed && jury === null
      ? []
      : [{ to: '/contests/$slug/statistics', label: 'Statistics', exact: false } as const]),
    ...(jury === null ? [] : [{ to: '/contests/$slug/jury', label: 'Jury', exact: false } as const]),
  ] as const;
  return (
    <nav aria-label="Contest" className="mt-3">
      <div ref={bar} className="relative -mx-3 flex overflow-x-auto">
        {tabs.map(({ to, label, exact }) => (
          <Link
            key={to}
            to={to}
            params={{ slug }}
            activeOptions={{ exact, includeSearch: false }}
            className="flex min-h-11 items-center gap-1.5 border-b-2 border-transparent px-3 text-sm whitespace-nowrap text-muted -outline-offset-2! hover:text-ink aria-[current]:border-primary aria-[current]:font-semibold aria-[current]:text-ink"
          >
            {label}
            {label === 'Clarifications' && unseen > 0 && (
              <span
                data-testid="unseen"
                className="grid min-w-5 place-items-center rounded-full bg-primary px-1 text-xs font-semibold text-on-primary"
              >
                {unseen}
                <span className="sr-only"> new</span>
              </span>
            )}
          </Link>
        ))}
      </div>
    </nav>
  );
}
