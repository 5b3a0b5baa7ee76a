import { Link } from '@tanstack/react-router';
import { useTrips } from '../../trip/api/queries.ts';
import { TripRows } from '../../trip/components/trip-row.tsx';
import { FirstRows } from './first-rows.tsx';

/** The trips that are next, for whoever has some. */
export function NextTrips() {
  return (
    <FirstRows
      id="trips"
      title="Your next trips"
      all={
        <Link to="/trips" className="link shrink-0 text-sm">
          All trips
        </Link>
      }
      loading="Loading your trips"
      query={useTrips('upcoming', 3)}
    >
      {(trips) => <TripRows trips={trips} />}
    </FirstRows>
  );
}
