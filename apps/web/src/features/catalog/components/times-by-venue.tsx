import type { ShowTime } from '@docket/contracts/http/show';
import { cx } from '../../../lib/class-names.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { dateIn, dateLabel } from '../../../lib/zoned.ts';
import { ShowTimeButton } from './show-time.tsx';

type TimesByVenueProps = {
  readonly shows: readonly ShowTime[];
  /** The days are named; not needed where only one is shown. */
  readonly withDays: boolean;
  /** Level of the headings. */
  readonly heading: 'h2' | 'h3';
};

/** Show times in the order people choose: the day, the place, the hour. */
export function TimesByVenue({ shows, withDays, heading: Heading }: TimesByVenueProps) {
  const days = [...Map.groupBy(shows, (show) => show.localDate)];
  const zone = shows[0]?.city.timezone ?? 'UTC';
  const today = dateIn(zone, serverClock.now());
  return (
    <div
      className={cx(
        'grid gap-x-4 gap-y-4',
        withDays && 'grid-cols-[repeat(auto-fill,minmax(6.5rem,1fr))] [&:has(>:only-child)]:grid-cols-1',
      )}
    >
      {days.map(([date, ofDay]) => (
        <section key={date} className="grid content-start gap-y-1.5">
          {withDays && <Heading className="text-sm font-semibold">{dateLabel(date, today)}</Heading>}
          <div className="grid gap-2">
            {[...Map.groupBy(ofDay, (show) => show.venue.slug)].map(([slug, ofVenue]) => (
              <div key={slug} className="grid gap-1">
                <p className="text-sm text-muted">{ofVenue[0]?.venue.name}</p>
                <ul className="flex flex-wrap gap-2">
                  {ofVenue.map((show) => (
                    <li key={show.showId}>
                      <ShowTimeButton show={show} />
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
