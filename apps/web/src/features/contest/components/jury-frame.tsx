import type { ContestDetail } from '@docket/contracts/http/contest';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../../../ui/page.tsx';
import { Empty } from '../../../ui/states.tsx';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { ContestFrame } from './contest-frame.tsx';

const TABS = [
  { to: '/contests/$slug/jury', label: 'Contest', exact: true },
  { to: '/contests/$slug/jury/problems', label: 'Problems', exact: false },
  { to: '/contests/$slug/jury/participants', label: 'Participants', exact: false },
  { to: '/contests/$slug/jury/submissions', label: 'Submissions', exact: false },
  { to: '/contests/$slug/jury/rejudges', label: 'Rejudges', exact: false },
  { to: '/contests/$slug/jury/similarity', label: 'Similarity', exact: false },
  { to: '/contests/$slug/jury/queues', label: 'Balloons & prints', exact: false },
  { to: '/contests/$slug/jury/audit', label: 'Audit log', exact: false },
] as const;

type JuryFrameProps = {
  readonly slug: string;
  readonly title: string;
  readonly children: (contest: ContestDetail) => ReactNode;
};

/** The pages of those who run a contest; the API refuses others in any case. */
export function JuryFrame({ slug, title, children }: JuryFrameProps) {
  return (
    <RequireSession>
      <ContestFrame slug={slug} title={title}>
        {(contest) =>
          contest.jury === null ? (
            <Page>
              <h1 className="sr-only">{title}</h1>
              <Empty title="These pages are for the jury of the contest" />
            </Page>
          ) : (
            <>
              <nav aria-label="Jury" className="border-b border-line">
                <div className="relative mx-auto flex w-full max-w-6xl overflow-x-auto px-1 sm:px-3">
                  {TABS.map(({ to, label, exact }) => (
                    <Link
                      key={to}
                      to={to}
                      params={{ slug }}
                      activeOptions={{ exact, includeSearch: false }}
                      className="flex min-h-10 items-center px-3 text-sm whitespace-nowrap text-muted -outline-offset-2! hover:text-ink aria-[current]:font-semibold aria-[current]:text-link"
                    >
                      {label}
                    </Link>
                  ))}
                </div>
              </nav>
              <Page className="grid gap-6">
                <h1 className="text-lg font-semibold">{title}</h1>
                {children(contest)}
              </Page>
            </>
          )
        }
      </ContestFrame>
    </RequireSession>
  );
}
