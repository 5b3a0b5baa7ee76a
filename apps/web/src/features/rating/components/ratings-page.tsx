import type { RatedPerson } from '@docket/contracts/http/rating';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { formatDate, plural } from '../../../lib/format.ts';
import { given } from '../../../lib/given.ts';
import { useSession } from '../../../lib/session.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, Loading, RowsLoading } from '../../../ui/states.tsx';
import { SearchBox } from '../../problem/components/search-box.tsx';
import { useDistribution, useRatings } from '../queries.ts';
import { Distribution } from './distribution.tsx';
import { RatingLabel } from './rating-label.tsx';

const route = getRouteApi('/ratings');
const COLUMNS =
  'sm:grid-cols-[3rem_minmax(6rem,1fr)_11rem_5rem_5rem] lg:grid-cols-[3.5rem_minmax(0,1fr)_11rem_6rem_6rem_8rem]';

/** Everybody's rating, and where one stands. */
export function RatingsPage() {
  useTitle('Ratings');
  const { q } = route.useSearch();
  const navigate = route.useNavigate();
  const search = useCallback(
    (text: string) =>
      void navigate({ search: given({ q: text === '' ? undefined : text }), replace: true, resetScroll: false }),
    [navigate],
  );
  const distribution = useDistribution();
  const ratings = useRatings(q);
  const people = ratings.data?.pages.flatMap((page) => page.data);
  return (
    <Page className="grid gap-6">
      <PageTitle
        aside={
          <Link to="/contests" search={{ when: 'past' }} className="link text-sm">
            Past contests
          </Link>
        }
      >
        Ratings
      </PageTitle>
      {distribution.data === undefined ? (
        distribution.isError ? (
          <Failure error={distribution.error} retry={() => void distribution.refetch()} />
        ) : (
          <Loading label="Loading the distribution" lines={4} />
        )
      ) : (
        distribution.data.people > 0 && <Distribution of={distribution.data} />
      )}
      <search>
        <SearchBox label="Search people" placeholder="Search by username" value={q ?? ''} onChange={search} />
      </search>
      {people === undefined &&
        (ratings.isError ? (
          <Failure error={ratings.error} retry={() => void ratings.refetch()} />
        ) : (
          <RowsLoading label="Loading the ratings" rows={12} />
        ))}
      {people?.length === 0 && (
        <Empty title={q === undefined ? 'Nobody is rated yet' : 'Nobody’s name begins like this'}>
          {q === undefined && 'Ratings appear when a rated contest is final.'}
        </Empty>
      )}
      {people !== undefined && people.length > 0 && (
        <div>
          <People people={people} />
          <LoadMore paged={ratings} />
        </div>
      )}
    </Page>
  );
}

function People({ people }: { readonly people: readonly RatedPerson[] }) {
  const own = useSession()?.userId;
  return (
    <>
      <p aria-hidden="true" className={cx('caption hidden px-4 pb-1 sm:grid sm:gap-x-4', COLUMNS)}>
        <span className="text-right">Rank</span>
        <span>Name</span>
        <span>Rating</span>
        <span className="text-right">Highest</span>
        <span className="text-right">Contests</span>
        <span className="hidden text-right lg:block">Last</span>
      </p>
      <RowList aria-label="Ratings">
        {people.map(({ userId, username, rank, rating, highest, contests, lastAt }) => (
          <RowItem
            key={userId}
            className={cx(
              'grid-cols-[2.5rem_minmax(0,1fr)_auto] items-baseline gap-x-3 sm:gap-x-4',
              COLUMNS,
              userId === own && 'bg-accent-soft',
            )}
          >
            <span className="text-right font-semibold tabular-nums">
              <span className="sr-only">Rank </span>
              {rank}
            </span>
            <span className="min-w-0 truncate font-medium">
              <Link to="/profile/$username" params={{ username }} className={ROW_LINK}>
                {username}
              </Link>
              {userId === own && <span className="ml-1.5 text-sm text-muted">you</span>}
            </span>
            <RatingLabel rating={rating} />
            <span className="hidden text-right text-muted tabular-nums sm:block">
              <span className="sr-only">Highest </span>
              {highest}
            </span>
            <span className="col-start-2 text-sm text-muted tabular-nums sm:col-start-auto sm:text-right sm:text-base">
              <span className="sm:sr-only">{plural(contests, 'contest')}</span>
              <span aria-hidden="true" className="max-sm:hidden">
                {contests}
              </span>
            </span>
            <span className="hidden text-right text-sm text-muted lg:block">{formatDate(lastAt)}</span>
          </RowItem>
        ))}
      </RowList>
    </>
  );
}
