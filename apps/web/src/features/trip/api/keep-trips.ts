import type { Trip } from '@docket/contracts/http/trip';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { tripQuery } from './queries.ts';

/** Whoever looks at a list of trips can open each of them where there is no network: the list has all that their pages show. */
export function useKeepTrips(trips: readonly Trip[]): void {
  const queryClient = useQueryClient();
  const marks = trips.map(({ tripId, revision }) => `${tripId} ${revision}`).join();
  useEffect(() => {
    for (const trip of trips) {
      const { queryKey } = tripQuery(trip.tripId);
      const held = queryClient.getQueryData(queryKey);
      // Made with the query's own options, which say that it is kept on the device.
      if (held === undefined || held.revision < trip.revision)
        queryClient
          .getQueryCache()
          .build(queryClient, queryClient.defaultQueryOptions(tripQuery(trip.tripId)))
          .setData(trip);
    }
  }, [marks, queryClient]);
}
