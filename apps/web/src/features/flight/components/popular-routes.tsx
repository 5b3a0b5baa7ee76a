import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatMoney } from '../../../lib/money.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { dateIn, VIEWER_ZONE } from '../../../lib/zoned.ts';
import { Icon } from '../../../ui/icons.tsx';
import { addDays, dayWords } from '../../hotel/days.ts';
import { airportsQuery, cheapestQuery } from '../api/queries.ts';
import { DEFAULT_FLYERS } from '../flight-address.ts';

/** Routes that are shown. */
const ROUTES = 6;
/** Days of which the cheapest is told. */
const DAYS = 30;

/** From the busiest airport to the next ones, each on its cheapest day of the coming month. */
export function PopularRoutes() {
  const airports = useQuery(airportsQuery(''));
  const [from, ...others] = airports.data ?? [];
  if (from === undefined || others.length === 0) return null;
  return (
    <section aria-labelledby="popular" className="grid gap-3">
      <div>
        <h2 id="popular" className="text-lg font-bold">
          From {from.city}
        </h2>
        <p className="text-sm text-muted">One way for one adult, on the cheapest day of the next {DAYS}</p>
      </div>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {others.slice(0, ROUTES).map((to) => (
          <Route key={to.code} from={from.code} to={to} />
        ))}
      </ul>
    </section>
  );
}

type RouteProps = {
  readonly from: string;
  readonly to: { readonly code: string; readonly city: string; readonly countryName: string };
};

function Route({ from, to }: RouteProps) {
  const first = addDays(dateIn(VIEWER_ZONE, serverClock.now()), 1);
  const days = useQuery(
    cheapestQuery({ from, to: to.code, ...DEFAULT_FLYERS, cabin: 'economy', first, last: addDays(first, DAYS - 1) }),
  );
  const [best] = (days.data?.data ?? [])
    .flatMap(({ day, totalMinor }) => (totalMinor === null ? [] : [{ day, totalMinor }]))
    .toSorted((a, b) => a.totalMinor - b.totalMinor);
  return (
    <li className="box relative flex items-center justify-between gap-4 px-4 py-3 hover:border-primary">
      <span className="grid min-w-0">
        <Link
          to="/flights/search"
          search={{ from, to: to.code, depart: best?.day ?? first }}
          className="truncate font-semibold after:absolute after:inset-0 hover:underline"
        >
          {to.city}
        </Link>
        <span className="truncate text-sm text-muted">{to.countryName}</span>
      </span>
      <span className="grid shrink-0 justify-items-end">
        {best !== undefined && days.data !== undefined ? (
          <>
            <span className="font-semibold tabular-nums">{formatMoney(best.totalMinor, days.data.currency)}</span>
            <span className="text-sm text-muted">{dayWords(best.day)}</span>
          </>
        ) : (
          <Icon name="plane" className="text-muted" />
        )}
      </span>
    </li>
  );
}
