import type { ShowDetail } from '@docket/contracts/http/show';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../../ui/button.tsx';
import { Failure, RowsLoading } from '../../../ui/states.tsx';
import { showsQuery } from '../api/queries.ts';
import { TimesByVenue } from './times-by-venue.tsx';

type OtherTimesProps = { readonly show: Pick<ShowDetail, 'showId' | 'title' | 'city'> };

/** When else a title is on in the same city: for whoever came to a show that nobody can go to any more. */
export function OtherTimes({ show: { showId, title, city } }: OtherTimesProps) {
  const query = useInfiniteQuery(showsQuery({ title: title.slug, city: city.slug }));
  const found = query.data?.pages[0]?.data[0];
  const shows = found?.shows.filter((one) => one.showId !== showId) ?? [];
  return (
    <section aria-labelledby="other-times" className="grid gap-3" data-testid="other-times">
      <h2 id="other-times" className="text-lg font-bold">
        {title.name} at other times
      </h2>
      {query.data === undefined ? (
        query.isError ? (
          <Failure error={query.error} retry={() => void query.refetch()} />
        ) : (
          <RowsLoading label="Looking for other times" rows={3} />
        )
      ) : shows.length === 0 ? (
        <p className="text-muted">No other shows in {city.name} yet.</p>
      ) : (
        <TimesByVenue shows={shows} withDays heading="h3" />
      )}
      <p className="flex flex-wrap gap-3">
        <Link
          to="/titles/$slug"
          params={{ slug: title.slug }}
          search={{ city: city.slug }}
          className={buttonClass('secondary', 'small')}
        >
          More about {title.name}
        </Link>
        <Link to="/shows" search={{ city: city.slug }} className={buttonClass('secondary', 'small')}>
          What’s on in {city.name}
        </Link>
      </p>
    </section>
  );
}
