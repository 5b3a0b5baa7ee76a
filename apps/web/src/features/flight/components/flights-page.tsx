import { Link, useNavigate } from '@tanstack/react-router';
import { serverClock } from '../../../lib/server-clock.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { dateIn, VIEWER_ZONE } from '../../../lib/zoned.ts';
import { Page } from '../../../ui/page.tsx';
import { useLastFlights } from '../api/last-flights.ts';
import { fieldsOf, type FlightWish } from '../flight-address.ts';
import { flyersWords } from '../flight-words.ts';
import { airportWords } from './airport-field.tsx';
import { daysWords } from './flight-dates.tsx';
import { FlightForm } from './flight-form.tsx';
import { PopularRoutes } from './popular-routes.tsx';

export function FlightsPage() {
  useTitle('Flights');
  const navigate = useNavigate();
  return (
    <Page className="grid gap-8">
      <div className="grid gap-4">
        <div className="grid gap-1">
          <h1 className="text-2xl font-bold">Where do you want to fly?</h1>
          <p className="text-muted">Prices are for all passengers, with all taxes.</p>
        </div>
        <FlightForm onSearch={(wish) => void navigate({ to: '/flights/search', search: fieldsOf(wish) })} />
        <SearchAgain />
      </div>
      <PopularRoutes />
    </Page>
  );
}

/** What was searched last, in a press. */
function SearchAgain() {
  const last = useLastFlights();
  const [first] = last?.wish.directions ?? [];
  if (last === undefined || first === undefined || first.depart < dateIn(VIEWER_ZONE, serverClock.now())) return null;
  return (
    <p className="text-sm">
      <Link to="/flights/search" search={fieldsOf(last.wish)} className="link">
        {wishWords(last.wish, last.names)}
      </Link>{' '}
      <span className="text-muted">was your last search.</span>
    </p>
  );
}

/** `Mumbai (BOM) to Delhi (DEL), Fri, Mar 12 – Mon, Mar 15, 2 adults` */
function wishWords(wish: FlightWish, names: Readonly<Record<string, string>>): string {
  const named = (code: string) => airportWords({ code, city: names[code] ?? '' });
  const { directions, isReturn } = wish;
  const stops = isReturn
    ? directions.slice(0, 1).flatMap(({ from, to }) => [from, to])
    : directions.flatMap(({ from, to }, index) =>
        index > 0 && directions[index - 1]?.to === from ? [to] : [from, to],
      );
  const [first, last] = [directions[0]?.depart ?? '', directions.length > 1 ? directions.at(-1)?.depart : undefined];
  return `${stops.map(named).join(' to ')}, ${daysWords(first, last)}, ${flyersWords(wish)}`;
}
