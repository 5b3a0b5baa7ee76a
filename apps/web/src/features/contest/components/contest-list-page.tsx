import { maySetProblems } from '@docket/contracts/http/identity';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { given } from '../../../lib/given.ts';
import { useSession } from '../../../lib/session.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { SearchBox } from '../../problem/components/search-box.tsx';
import { CONTESTS, contestsQuery, type ContestFilter } from '../api/queries.ts';
import { ContestRows } from './contest-row.tsx';

const route = getRouteApi('/contests');
const TABS = [
  { value: 'now', label: 'Now & next' },
  { value: 'past', label: 'Past' },
  { value: 'mine', label: 'Mine' },
] as const;

/** Contests: what runs and what comes, what was, and one's own. */
export function ContestListPage() {
  useTitle('Contests');
  const { q, when } = route.useSearch();
  const navigate = route.useNavigate();
  const role = useSession()?.role;
  const search = useCallback(
    (text: string) => void navigate({ search: (old) => ({ ...old, q: text }), replace: true, resetScroll: false }),
    [navigate],
  );
  const tabs = role === undefined ? TABS.filter(({ value }) => value !== 'mine') : TABS;
  const chosen = when === 'mine' && role === undefined ? 'now' : (when ?? 'now');
  const words = q === undefined ? {} : { q };
  return (
    <Page>
      <PageTitle
        aside={
          <span className="flex flex-wrap gap-2">
            <Link to="/ratings" className={buttonClass('ghost')}>
              Ratings
            </Link>
            {role !== undefined && maySetProblems(role) && (
              <Link to="/admin/contests" className={buttonClass('secondary')}>
                New contest
              </Link>
            )}
          </span>
        }
      >
        Contests
      </PageTitle>
      <search className="mb-6 grid items-center gap-3 md:grid-cols-[minmax(0,1fr)_22rem]">
        <SearchBox label="Search contests" placeholder="Search by title" value={q ?? ''} onChange={search} />
        <Segmented
          quiet
          label="Which contests"
          options={tabs}
          value={chosen}
          onChange={(value) =>
            void navigate({
              search: (old) => given({ ...old, when: value === 'now' ? undefined : value }),
              replace: true,
            })
          }
        />
      </search>
      {chosen === 'now' ? (
        <div className="grid gap-8">
          <Section title="Running" filter={{ ...words, when: 'running' }} empty="No contest is running right now." />
          <Section title="Coming" filter={{ ...words, when: 'coming' }} empty="No contest is announced." />
        </div>
      ) : (
        <Section
          title={chosen === 'past' ? 'Past contests' : 'My contests'}
          filter={{ ...words, when: chosen }}
          empty={
            q !== undefined
              ? 'No contest has this in its title.'
              : chosen === 'past'
                ? 'No contest has ended yet.'
                : 'You have not registered for a contest.'
          }
        />
      )}
    </Page>
  );
}

type SectionProps = { readonly title: string; readonly filter: ContestFilter; readonly empty: string };

function Section({ title, filter, empty }: SectionProps) {
  const contests = useInfiniteQuery(contestsQuery(filter));
  const shown = contests.data?.pages.flatMap((page) => page.data);
  useTurns(shown?.flatMap(({ startsAt, endsAt }) => [Date.parse(startsAt), Date.parse(endsAt)]));
  return (
    <section aria-label={title} className="grid gap-3">
      <h2 className="text-lg font-semibold">{title}</h2>
      {contests.isPending && <RowsLoading label={`Loading ${title.toLowerCase()}`} rows={3} />}
      {contests.isError && <Failure error={contests.error} retry={() => void contests.refetch()} />}
      {shown !== undefined && shown.length === 0 && <Empty title={empty} />}
      {shown !== undefined && shown.length > 0 && (
        <div>
          <ContestRows contests={shown} label={title} />
          <LoadMore paged={contests} />
        </div>
      )}
    </section>
  );
}

/** A contest that begins or ends moves to another list, by the clock alone. */
function useTurns(moments: readonly number[] | undefined) {
  const queryClient = useQueryClient();
  const next = Math.min(...(moments ?? []).filter((at) => at > serverClock.now()));
  useEffect(() => {
    const wait = next - serverClock.now();
    if (!Number.isFinite(wait) || wait > 3_600_000) return undefined;
    const timer = setTimeout(
      () => void queryClient.invalidateQueries({ queryKey: [...CONTESTS, 'list'] }),
      Math.max(0, wait) + 300,
    );
    return () => clearTimeout(timer);
  }, [next, queryClient]);
}
