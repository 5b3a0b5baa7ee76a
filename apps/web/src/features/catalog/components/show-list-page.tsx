import { titleKind, type TitleKind } from '@docket/contracts/http/title';
import { searchShows, type TitleWithShows } from '@docket/contracts/http/show';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { foreignZone } from '../../../lib/zoned.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { limitsOf } from '../../../lib/form-limits.ts';
import { given } from '../../../lib/given.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page } from '../../../ui/page.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { CardsLoading, Empty, Failure, Loading } from '../../../ui/states.tsx';
import { useCity } from '../api/city.ts';
import { showsQuery } from '../api/queries.ts';
import { CityChoice } from './city-choice.tsx';
import { DateStrip } from './date-strip.tsx';
import { Poster } from './poster.tsx';
import { TimesByVenue } from './times-by-venue.tsx';
import { TitleFacts } from './title-facts.tsx';

const route = getRouteApi('/shows');
/** Times and days of one title on this page; its own page has all of them. */
const TIMES_IN_CARD = 8;
const DAYS_IN_CARD = 3;
const KINDS = [
  { value: '', label: 'All' },
  { value: 'movie', label: 'Movies' },
  { value: 'event', label: 'Events' },
] as const;

export function ShowListPage() {
  useTitle('What’s on');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { cities, city, error, retry, remember } = useCity(search.city);
  const filter = (change: Partial<Record<'city' | 'q' | 'date', string>>) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  const narrow = (kind: TitleKind | undefined) =>
    void navigate({
      search: ({ city: inCity, q, date }) => given({ city: inCity, q, date, kind }),
      replace: true,
      resetScroll: false,
    });

  return (
    <Page className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <h1 className="text-2xl font-bold">What’s on</h1>
        {cities !== undefined && cities.length > 0 && (
          <CityChoice
            cities={cities}
            city={city}
            className="w-44"
            onChoose={(slug) => {
              remember(slug);
              filter({ city: slug });
            }}
          />
        )}
      </div>
      {error !== null && <Failure error={error} retry={retry} />}
      {cities === undefined && error === null && <Loading label="Loading cities" lines={8} />}
      {cities?.length === 0 && <Empty title="No cities yet">Venue managers add cities, venues and shows.</Empty>}
      {city !== undefined && (
        <>
          <search className="grid gap-3">
            <div className="grid items-end gap-3 sm:grid-cols-[1fr_auto]">
              <SearchText value={search.q ?? ''} onChange={(q) => filter({ q })} />
              <Segmented
                quiet
                label="Kind"
                value={search.kind ?? ''}
                options={KINDS}
                onChange={(kind) => narrow(titleKind.options.find((one) => one === kind))}
              />
            </div>
            <DateStrip timezone={city.timezone} date={search.date} onChoose={(date) => filter({ date: date ?? '' })} />
          </search>
          <Results
            key={city.slug}
            city={city}
            clear={() => void navigate({ search: { city: city.slug }, replace: true })}
          />
        </>
      )}
    </Page>
  );
}

/** Asks when the typing pauses, not with every letter. */
function SearchText({ value, onChange }: { readonly value: string; readonly onChange: (text: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => onChange(typed.trim()), 220);
    return () => clearTimeout(timer);
    // Only typing starts the clock.
  }, [typed]);
  useEffect(() => setTyped(value), [value]);
  return (
    <label className="grid">
      <span className="sr-only">Search</span>
      <span className="relative grid">
        <Icon name="search" className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted" />
        <input
          type="search"
          className="field-box w-full pl-9!"
          placeholder="Search by title, language or genre"
          value={typed}
          maxLength={limitsOf(searchShows.query, 'q').maxLength}
          onChange={(event) => setTyped(event.target.value)}
        />
      </span>
    </label>
  );
}

type ResultsProps = {
  readonly city: { readonly slug: string; readonly name: string; readonly timezone: string };
  readonly clear: () => void;
};

function Results({ city, clear }: ResultsProps) {
  const { q, date, kind } = route.useSearch();
  const filter = {
    city: city.slug,
    ...(q === undefined ? {} : { q }),
    ...(date === undefined ? {} : { date }),
    ...(kind === undefined ? {} : { kind }),
  };
  const shows = useInfiniteQuery(showsQuery(filter));
  const titles = shows.data?.pages.flatMap((page) => page.data);
  const zone = foreignZone(city.timezone, serverClock.now());
  if (titles === undefined) {
    if (shows.isError) return <Failure error={shows.error} retry={() => void shows.refetch()} />;
    return <CardsLoading label="Loading shows" />;
  }
  if (titles.length === 0) {
    const narrowed = q !== undefined || date !== undefined || kind !== undefined;
    return (
      <Empty title={narrowed ? 'No shows match' : `Nothing is on in ${city.name} yet`}>
        {narrowed ? (
          <Button size="small" onClick={clear}>
            Show everything in {city.name}
          </Button>
        ) : (
          'Look again later.'
        )}
      </Empty>
    );
  }
  return (
    <>
      {shows.isError && <Failure error={shows.error} retry={() => void shows.refetch()} />}
      <p role="status" className="sr-only">
        {titles.length} {titles.length === 1 ? 'title' : 'titles'}
        {shows.hasNextPage ? ' or more' : ''}
      </p>
      {zone !== undefined && (
        <p className="text-sm text-muted">
          Times are those of {city.name}: {zone}.
        </p>
      )}
      <ul
        className={cx('grid gap-4 transition-opacity lg:grid-cols-2', shows.isPlaceholderData && 'opacity-60')}
        aria-label="Titles"
        aria-busy={shows.isPlaceholderData}
      >
        {titles.map((one) => (
          <TitleCard key={one.title.titleId} one={one} city={city.slug} date={date} />
        ))}
      </ul>
      <LoadMore paged={shows} />
    </>
  );
}

type TitleCardProps = {
  readonly one: TitleWithShows;
  readonly city: string;
  readonly date: string | undefined;
};

function TitleCard({ one: { title, shows, more }, city, date }: TitleCardProps) {
  const days = [...new Set(shows.map((show) => show.localDate))].slice(0, DAYS_IN_CARD);
  const shown = shows.filter((show) => days.includes(show.localDate)).slice(0, TIMES_IN_CARD);
  const search = { city, ...(date === undefined ? {} : { date }) };
  return (
    <li className="box grid grid-cols-[5rem_minmax(0,1fr)] grid-rows-[auto_1fr] gap-x-4 gap-y-3 p-3 sm:grid-cols-[8.5rem_minmax(0,1fr)] sm:p-4">
      <Poster title={title} className="w-full self-start sm:row-span-2" />
      <div className="grid min-w-0 content-start gap-1">
        <h2 className="text-lg font-bold">
          <Link to="/titles/$slug" params={{ slug: title.slug }} search={search} className="hover:underline">
            {title.name}
          </Link>
        </h2>
        <TitleFacts title={title} />
      </div>
      <div className="grid content-start gap-2 max-sm:col-span-2">
        <TimesByVenue shows={shown} withDays={date === undefined} heading="h3" />
        {(more || shows.length > shown.length) && (
          <Link
            to="/titles/$slug"
            params={{ slug: title.slug }}
            search={search}
            className={buttonClass('ghost', 'small', 'justify-self-start')}
          >
            All times <span className="sr-only">of {title.name}</span>
            <Icon name="arrow" />
          </Link>
        )}
      </div>
    </li>
  );
}
