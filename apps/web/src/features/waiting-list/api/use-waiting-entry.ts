import { DocketApiError } from '@docket/client/errors';
import { getWaitingEntry, type WaitingEntryState } from '@docket/contracts/http/waiting-list';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { docket } from '../../../lib/docket.ts';

function waitingEntryQuery(showId: string) {
  return queryOptions({
    queryKey: ['waiting-entry', showId] as const,
    queryFn: async ({ signal }): Promise<WaitingEntryState | null> => {
      try {
        return await docket.call(getWaitingEntry, { params: { id: showId }, signal });
      } catch (error) {
        if (error instanceof DocketApiError && error.code === 'waiting_entry_not_found') return null;
        throw error;
      }
    },
    staleTime: 0,
    refetchInterval: () => (docket.realtime.state === 'live' ? 30_000 : 5_000),
  });
}

/** The caller's place in the waiting list of a show, as it moves; null for one who does not wait. */
export function useWaitingEntry(showId: string) {
  const queryClient = useQueryClient();
  const { queryKey } = waitingEntryQuery(showId);
  const query = useQuery(waitingEntryQuery(showId));
  useEffect(
    () =>
      docket.realtime.listen({
        event: (event) => {
          if (event.type !== 'offer.updated' || event.data.showId !== showId) return;
          queryClient.setQueryData<WaitingEntryState | null>(queryKey, (held) => {
            if (held?.entryId === event.data.entryId && held.revision >= event.data.revision) return held;
            return { ...event.data, ahead: event.data.status === 'WAITING' ? (held?.ahead ?? null) : null };
          });
        },
        resync: (recovered) => {
          if (!recovered) void queryClient.invalidateQueries({ queryKey });
        },
      }),
    [queryClient, showId],
  );
  return {
    entry: query.data,
    error: query.error,
    retry: () => void query.refetch(),
    takeIn: (entry: WaitingEntryState | null) => queryClient.setQueryData(queryKey, entry),
  };
}
