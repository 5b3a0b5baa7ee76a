import { getWaitingEntry, type WaitingEntryState } from '@docket/contracts/http/waiting-list';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { pace } from '../../../lib/live/connection.ts';
import type { Live } from '../../../lib/live/follow.ts';
import { useLiveQuery } from '../../../lib/live/use-live-query.ts';

type Entry = WaitingEntryState | null;

function waitingEntryQuery(showId: string) {
  return queryOptions({
    queryKey: ['waiting-entry', showId] as const,
    queryFn: ({ signal }): Promise<Entry> =>
      docket.call(getWaitingEntry, { params: { id: showId }, query: { none: 'null' }, signal }),
    staleTime: 0,
    refetchInterval: pace(30_000, 5_000),
  });
}

const entry = (showId: string): Live<Entry> => ({
  on: {
    'offer.updated': (held, { data }) => {
      if (data.showId !== showId || (held?.entryId === data.entryId && held.revision >= data.revision)) return held;
      return { ...data, ahead: data.status === 'WAITING' ? (held?.ahead ?? null) : null };
    },
  },
});

/** The caller's place in the waiting list of a show, as it moves; null for one who does not wait. */
export function useWaitingEntry(showId: string) {
  const queryClient = useQueryClient();
  const query = useLiveQuery(waitingEntryQuery(showId), entry(showId));
  return {
    entry: query.data,
    error: query.error,
    retry: () => void query.refetch(),
    takeIn: (next: Entry) => queryClient.setQueryData<Entry>(waitingEntryQuery(showId).queryKey, next),
  };
}
