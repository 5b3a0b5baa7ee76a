import type { TitleWithShows } from '@docket/contracts/http/show';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatMoney } from '../../../lib/money.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { dayIn, offsetWords, whenIn } from '../../../lib/zoned.ts';
import { showsQuery } from '../../catalog/api/queries.ts';
import { useCity } from '../../catalog/api/city.ts';
import { Poster } from '../../catalog/components/poster.tsx';
import { FirstRows } from './first-rows.tsx';

const SHOWN = 6;

/** What is on in the viewer's city, as posters; what goes on sale soon says when. */
export function OnSale() {
  const { city } = useCity(undefined);
  const shows = useInfiniteQuery({ ...showsQuery({ city: city?.slug ?? '' }, SHOWN), enabled: city !== undefined });
  return (
    <FirstRows
      id="on-sale"
      title={city === undefined ? 'What’s on' : `What’s on in ${city.name}`}
      all={
        <Link to="/shows" className="link shrink-0 text-sm">
          All shows
        </Link>
      }
      loading="Loading shows"
      query={shows}
    >
      {(titles) => (
        <ul className="-mx-4 flex gap-4 overflow-x-auto px-4 pb-2 sm:mx-0 sm:grid sm:grid-cols-3 sm:px-0 lg:grid-cols-6">
          {titles.map((one) => (
            <TitleTile key={one.title.titleId} one={one} />
          ))}
        </ul>
      )}
    </FirstRows>
  );
}

function TitleTile({ one: { title, shows } }: { readonly one: TitleWithShows }) {
  const [next] = shows;
  return (
    <li className="relative w-32 shrink-0 sm:w-auto">
      <Poster title={title} className="w-full" />
      <Link
        to="/titles/$slug"
        params={{ slug: title.slug }}
        search={next === undefined ? {} : { city: next.city.slug }}
        className="mt-2 block truncate font-semibold after:absolute after:inset-0 hover:underline"
      >
        {title.name}
      </Link>
      {next !== undefined && <When show={next} />}
    </li>
  );
}

function When({ show }: { readonly show: TitleWithShows['shows'][number] }) {
  const zone = show.city.timezone;
  const soon = Date.parse(show.saleOpensAt) > serverClock.now();
  return (
    <p className="text-sm text-muted">
      {soon ? (
        <span className="font-medium text-limit">On sale {whenIn(zone, show.saleOpensAt)}</span>
      ) : (
        <>
          {dayIn(zone, show.startsAt)}, {show.localTime}
          {show.offsetChanges && ` ${offsetWords(show.offset)}`}
          <span className="block">from {formatMoney(show.fromPriceMinor, show.currency)}</span>
        </>
      )}
    </p>
  );
}
