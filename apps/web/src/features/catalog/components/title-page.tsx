import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { serverClock } from '../../../lib/server-clock.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { foreignZone } from '../../../lib/zoned.ts';
import { Button } from '../../../ui/button.tsx';
import { isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Page } from '../../../ui/page.tsx';
import { Empty, Failure, Loading, RowsLoading } from '../../../ui/states.tsx';
import { useCity } from '../api/city.ts';
import { showsQuery, titleQuery } from '../api/queries.ts';
import { CityChoice } from './city-choice.tsx';
import { DateStrip } from './date-strip.tsx';
import { Poster } from './poster.tsx';
import { TimesByVenue } from './times-by-venue.tsx';
import { TitleFacts } from './title-facts.tsx';

const route = getRouteApi('/titles/$slug');

export function TitlePage() {
  const { slug } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const title = useQuery(titleQuery(slug));
  const { cities, city, remember } = useCity(search.city);
  useTitle(title.data?.name);
  if (title.data === undefined) {
    if (isNoSuch('title', title.error)) return <NoSuch kind="title" />;
    return (
      <Page>
        {title.isError ? (
          <Failure error={title.error} retry={() => void title.refetch()} />
        ) : (
          <Loading label="Loading the title" lines={8} />
        )}
      </Page>
    );
  }
  const filter = (change: { readonly city?: string; readonly date?: string }) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  return (
    <Page className="grid gap-6">
      <div className="grid grid-cols-[6.5rem_1fr] items-start gap-x-5 sm:grid-cols-[11rem_1fr] sm:gap-x-7">
        <Poster title={title.data} className="w-full" />
        <div className="grid min-w-0 gap-2">
          <Link
            to="/shows"
            search={city === undefined ? {} : { city: city.slug }}
            className="link justify-self-start text-sm"
          >
            What’s on
          </Link>
          <h1 className="text-2xl font-bold sm:text-3xl">{title.data.name}</h1>
          <TitleFacts title={title.data} />
          {title.data.description !== '' && (
            <p className="max-w-prose text-lg whitespace-pre-line max-sm:hidden">{title.data.description}</p>
          )}
        </div>
        {title.data.description !== '' && (
          <p className="col-span-2 mt-4 max-w-prose text-lg whitespace-pre-line sm:hidden">{title.data.description}</p>
        )}
      </div>
      {city !== undefined && cities !== undefined && (
        <section aria-labelledby="times" className="grid gap-4">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <h2 id="times" className="text-lg font-bold">
              Times
            </h2>
            <CityChoice
              cities={cities}
              city={city}
              className="w-44"
              onChoose={(chosen) => {
                remember(chosen);
                filter({ city: chosen });
              }}
            />
          </div>
          <DateStrip timezone={city.timezone} date={search.date} onChoose={(date) => filter({ date: date ?? '' })} />
          <Times key={city.slug} titleSlug={slug} city={city} date={search.date} anyDay={() => filter({ date: '' })} />
        </section>
      )}
    </Page>
  );
}

type TimesProps = {
  readonly titleSlug: string;
  readonly city: { readonly slug: string; readonly name: string; readonly timezone: string };
  readonly date: string | undefined;
  readonly anyDay: () => void;
};

function Times({ titleSlug, city, date, anyDay }: TimesProps) {
  const query = useInfiniteQuery(
    showsQuery({ title: titleSlug, city: city.slug, ...(date === undefined ? {} : { date }) }),
  );
  const found = query.data?.pages[0]?.data[0];
  if (query.data === undefined) {
    if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
    return <RowsLoading label="Looking for times" rows={6} />;
  }
  if (found === undefined) {
    return (
      <Empty title={date === undefined ? `Not on in ${city.name}` : `Not on in ${city.name} that day`}>
        {date === undefined ? (
          'Choose another city.'
        ) : (
          <Button size="small" onClick={anyDay}>
            Show any day
          </Button>
        )}
      </Empty>
    );
  }
  const zone = foreignZone(city.timezone, serverClock.now());
  return (
    <>
      {zone !== undefined && (
        <p className="text-sm text-muted">
          Times are those of {city.name}: {zone}.
        </p>
      )}
      <TimesByVenue shows={found.shows} withDays={date === undefined} heading="h3" />
      {found.more && <p className="text-sm text-muted">There are more. Choose a day to see all its times.</p>}
    </>
  );
}
