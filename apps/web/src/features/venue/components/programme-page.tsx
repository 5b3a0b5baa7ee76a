import type { ShowTime } from '@docket/contracts/http/show';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { serverClock } from '../../../lib/server-clock.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { dateIn, dateLabel, offsetWords } from '../../../lib/zoned.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { useVenue } from '../api/chosen-venue.ts';
import { programmeQuery } from '../api/queries.ts';
import { VenueChoice } from './venue-choice.tsx';

/** The shows that are to come in a venue, with how they sell. */
export function ProgrammePage() {
  useTitle('Shows');
  const { venues, venue, choose } = useVenue();
  return (
    <Page className="grid gap-5 [&>:first-child]:mb-0">
      <PageTitle
        aside={
          venues.data !== undefined && (
            <VenueChoice venues={venues.data} venue={venue} onChoose={choose} className="w-64" />
          )
        }
      >
        Shows
      </PageTitle>
      {venues.isError && <Failure error={venues.error} retry={() => void venues.refetch()} />}
      {venues.isPending && <Loading label="Loading venues" />}
      {venues.data?.length === 0 && (
        <Empty title="No venues yet">
          <Link to="/venue/places" className="link">
            Add one
          </Link>
        </Empty>
      )}
      {venue !== undefined && <Programme key={venue.slug} venue={venue.slug} />}
    </Page>
  );
}

type Line = { readonly title: string; readonly show: ShowTime };

function Programme({ venue }: { readonly venue: string }) {
  const query = useInfiniteQuery(programmeQuery(venue));
  if (query.data === undefined) {
    if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
    return <Loading label="Loading the programme" lines={8} />;
  }
  const lines: Line[] = query.data.pages
    .flatMap((page) => page.data)
    .flatMap(({ title, shows }) => shows.map((show) => ({ title: title.name, show })))
    .toSorted((a, b) => a.show.startsAt.localeCompare(b.show.startsAt));
  const zone = lines[0]?.show.city.timezone ?? 'UTC';
  const today = dateIn(zone, serverClock.now());
  if (lines.length === 0) {
    return (
      <Empty title="No upcoming shows">
        <Link to="/venue/new" className={buttonClass('primary')}>
          Add shows
        </Link>
      </Empty>
    );
  }
  return (
    <>
      {[...Map.groupBy(lines, ({ show }) => show.localDate)].map(([date, ofDay]) => (
        <section key={date} className="grid gap-2">
          <h2 className="text-sm font-semibold">{dateLabel(date, today)}</h2>
          <RowList aria-label={dateLabel(date, today)}>
            {ofDay.map(({ title, show }) => (
              <RowItem
                key={show.showId}
                className="grid-cols-[3.5rem_minmax(0,1fr)] items-center gap-x-4 hover:bg-accent-soft/50 sm:grid-cols-[3.5rem_minmax(0,1.5fr)_minmax(0,1fr)_15rem]"
              >
                <span className="font-mono font-semibold tabular-nums">
                  {show.localTime}
                  {show.offsetChanges && ` ${offsetWords(show.offset)}`}
                </span>
                <Link
                  to="/venue/shows/$id"
                  params={{ id: show.showId }}
                  className={`block truncate font-semibold ${ROW_LINK}`}
                >
                  {title}
                </Link>
                <p className="truncate text-sm text-muted max-sm:col-start-2">{show.hall.name}</p>
                <Taken taken={show.capacity - show.free} capacity={show.capacity} />
              </RowItem>
            ))}
          </RowList>
        </section>
      ))}
      <LoadMore paged={query} />
    </>
  );
}

function Taken({ taken, capacity }: { readonly taken: number; readonly capacity: number }) {
  return (
    <div className="grid grid-cols-[1fr_8.5rem] items-center gap-3 text-sm max-sm:col-start-2">
      <div aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-sunken">
        <div className="h-full bg-primary" style={{ width: `${(100 * taken) / Math.max(1, capacity)}%` }} />
      </div>
      <p className="text-right tabular-nums">
        {taken} <span className="text-muted">of {capacity} taken</span>
      </p>
    </div>
  );
}
