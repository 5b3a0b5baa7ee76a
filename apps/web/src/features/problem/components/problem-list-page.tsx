import { difficulties } from '@docket/contracts/http/problem';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { plural } from '../../../lib/format.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { useSession } from '../../../lib/session.ts';
import { useProblems } from '../api/use-problems.ts';
import { ProblemRows } from './problem-row.tsx';
import { SearchBox } from './search-box.tsx';
import { TagFilter } from './tag-filter.tsx';

const route = getRouteApi('/problems');
const ANY = '';
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

const DIFFICULTIES = [
  { value: ANY, label: 'Any difficulty' },
  ...difficulties.map((name) => ({ value: name, label: capital(name) })),
];
const SOLVED = [
  { value: ANY, label: 'Any status' },
  { value: 'solved', label: 'Solved' },
  { value: 'tried', label: 'Attempted' },
  { value: 'untouched', label: 'Not attempted' },
];
const SORTS = [
  { value: ANY, label: 'Newest first' },
  { value: 'title', label: 'Title A–Z' },
  { value: 'difficulty', label: 'Easiest first' },
  { value: 'acceptance', label: 'Highest acceptance' },
];

export function ProblemListPage() {
  useTitle('Problems');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const loggedIn = useSession() !== undefined;
  const problems = useProblems(search);

  /** The filters live in the address. Values from our own selects; the route reads them back leniently. */
  const filter = useCallback(
    (change: Record<string, string | string[]>) => {
      void navigate({ search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
    },
    [navigate],
  );
  const searchFor = useCallback((q: string) => filter({ q }), [filter]);
  const filtered = Object.keys(search).some((key) => key !== 'sort');
  const shown = problems.data?.pages.flatMap((page) => page.data);
  const total = problems.data?.pages[0]?.meta.total;

  return (
    <Page>
      <PageTitle
        aside={
          <p className="flex flex-wrap gap-x-5 gap-y-1">
            <Link to="/practice" className="link">
              Study lists and today’s problem
            </Link>
            {total !== undefined && <span className="text-muted tabular-nums">{plural(total, 'problem')}</span>}
          </p>
        }
      >
        Problems
      </PageTitle>
      <search className="mb-4 grid gap-2.5">
        <SearchBox value={search.q ?? ''} onChange={searchFor} />
        <div className={cx('grid grid-cols-2 gap-2 sm:flex', loggedIn && 'max-sm:[&>*:last-child]:col-span-2')}>
          <Select
            quiet
            label="Difficulty"
            value={search.difficulty ?? ANY}
            options={DIFFICULTIES}
            onChange={(difficulty) => filter({ difficulty })}
          />
          {loggedIn && (
            <Select
              quiet
              label="Solved"
              value={search.solved ?? ANY}
              options={SOLVED}
              onChange={(solved) => filter({ solved })}
            />
          )}
          <Select
            quiet
            label="Order"
            value={search.sort ?? ANY}
            options={SORTS}
            onChange={(sort) => filter({ sort })}
          />
        </div>
        <TagFilter chosen={search.tag ?? []} onChange={(tag) => filter({ tag })} />
      </search>
      <p role="status" className="sr-only">
        {shown !== undefined && !problems.isFetching ? `${plural(total ?? shown.length, 'problem')} found` : ''}
      </p>
      {problems.isPending && <RowsLoading label="Loading problems" rows={12} />}
      {problems.isError && <Failure error={problems.error} retry={() => void problems.refetch()} />}
      {shown !== undefined && shown.length === 0 && (
        <Empty title={filtered ? 'No problems match these filters' : 'There are no problems yet'}>
          {filtered ? (
            <Button size="small" onClick={() => void navigate({ search: {}, replace: true })}>
              Clear the filters
            </Button>
          ) : (
            <p>
              Import a problem package with <code className="font-mono text-sm">npm run docket -- problem import</code>.
            </p>
          )}
        </Empty>
      )}
      {shown !== undefined && shown.length > 0 && (
        <div className={cx('transition-opacity', problems.isPlaceholderData && 'opacity-60')}>
          <ProblemRows problems={shown} />
          <LoadMore paged={problems} />
        </div>
      )}
    </Page>
  );
}
