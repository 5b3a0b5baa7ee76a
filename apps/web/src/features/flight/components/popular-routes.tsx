import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatMoney } from '../../../lib/money.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { dateIn, VIEWER_ZONE } from '../../../lib/zoned.ts';
import { addDays, dayWords } from '../../hotel/days.ts';
import { useLastFlights } from '../api/last-flights.ts';
import { airportsQuery, cheapestQuery } from '../api/queries.ts';
import { DEFAULT_FLYERS } from '../flight-address.ts';

/** Days of which the cheapest is told. */
const DAYS = 30;

/** To the busiest airports from where one flew last, or is by the clock, each on its cheapest day of the coming month. */
export function PopularRoutes() {
  const airports = useQuery(airportsQuery('')).data ?? [];
  const last = useLastFlights()?.wish.directions[0]?.from;
  const from =
    airports.find(({ code }) => code === last) ??
    airports.find(({ timezone }) => timezone === VIEWER_ZONE) ??
    airports[0];
  const first = addDays(dateIn(VIEWER_ZONE, serverClock.now()), 1);
  const others = airports.filter(({ code }) => code !== from?.code);
  const asked = useQueries({
    queries: others.map(({ code }) =>
      cheapestQuery({
        from: from?.code ?? '',
        to: code,
        ...DEFAULT_FLYERS,
        cabin: 'economy',
        first,
        last: addDays(first, DAYS - 1),
      }),
    ),
  });
  const routes = others.flatMap((to, index) => {
    const { data } = asked[index] ?? {};
    const [best] = (data?.data ?? [])
      .flatMap(({ day, totalMinor }) => (totalMinor === null ? [] : [{ day, totalMinor }]))
      .toSorted((a, b) => a.totalMinor - b.totalMinor);
    return best === undefined || data === undefined ? [] : [{ to, ...best, currency: data.currency }];
  });
  if (from === undefined || routes.length === 0) return null;
  return (
    <section aria-labelledby="popular" className="grid gap-3">
      <div>
        <h2 id="popular" className="text-lg font-bold">
          From {from.city}
        </h2>
        <p className="text-sm text-muted">One way for one adult, on the cheapest of the next {DAYS} days</p>
      </div>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {routes.map(({ to, day, totalMinor, currency }) => (
          <li
            key={to.code}
            className="box relative flex items-center justify-between gap-4 px-4 py-3 hover:border-primary"
          >
            <span className="grid min-w-0">
              <Link
                to="/flights/search"
                search={{ from: from.code, to: to.code, depart: day }}
                className="truncate font-semibold after:absolute after:inset-0 hover:underline"
              >
                {to.city}
              </Link>
              <span className="truncate text-sm text-muted">{to.countryName}</span>
            </span>
            <span className="grid shrink-0 justify-items-end">
              <span className="font-semibold tabular-nums">{formatMoney(totalMinor, currency)}</span>
              <span className="text-sm text-muted">{dayWords(day)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
