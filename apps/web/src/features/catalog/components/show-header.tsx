import type { ShowDetail } from '@docket/contracts/http/show';
import { Link } from '@tanstack/react-router';
import { foreignZone, whenIn } from '../../../lib/zoned.ts';

type Show = Pick<ShowDetail, 'title' | 'venue' | 'hall' | 'city' | 'startsAt' | 'status'>;

/** What, where, when. */
export function ShowHeader({ show }: { readonly show: Show }) {
  const { timezone } = show.city;
  const zone = foreignZone(timezone, show.startsAt);
  return (
    <div className="grid gap-1">
      <h1 className="text-2xl font-bold">
        <Link
          to="/titles/$slug"
          params={{ slug: show.title.slug }}
          search={{ city: show.city.slug }}
          className="hover:underline"
        >
          {show.title.name}
        </Link>
      </h1>
      <p>
        <time dateTime={show.startsAt} className="font-medium">
          {whenIn(timezone, show.startsAt)}
        </time>
        {zone !== undefined && <span className="text-sm text-muted"> {zone}</span>}
        <span className="text-muted">
          {' '}
          · {show.venue.name}, {show.hall.name} · {show.city.name}
        </span>
      </p>
    </div>
  );
}
