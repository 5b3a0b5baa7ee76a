import { roomChannel } from '@docket/contracts/events/waiting-room';
import { getRoom, type Room } from '@docket/contracts/http/waiting-room';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { pace } from '../../../lib/live/connection.ts';
import type { Live } from '../../../lib/live/follow.ts';
import { useLiveQuery } from '../../../lib/live/use-live-query.ts';
import { moveRoom, updateEntry } from '../room-state.ts';

function roomQuery(showId: string) {
  return queryOptions({
    queryKey: ['room', showId] as const,
    queryFn: ({ signal }) => docket.call(getRoom, { params: { id: showId }, signal }),
    staleTime: 0,
    refetchInterval: pace(30_000, 4_000),
  });
}

/** The own place moves by events to its person, the rest by the room's channel. */
const room = (showId: string): Live<Room> => ({
  on: {
    'room.updated': (held, { data }) => {
      const { userId: _, ...entry } = data;
      return entry.showId === showId ? updateEntry(held, entry) : held;
    },
    'room.moved': (held, { data }) => (data.showId === showId ? moveRoom(held, data) : held),
  },
  channel: roomChannel(showId),
});

/** The waiting room of a show as it moves. */
export function useRoom(showId: string, loggedIn: boolean) {
  const queryClient = useQueryClient();
  const query = useLiveQuery({ ...roomQuery(showId), enabled: loggedIn }, room(showId));
  return {
    room: query.data,
    isPending: query.isPending && loggedIn,
    error: query.error,
    retry: () => void query.refetch(),
    takeIn: (next: Room) => queryClient.setQueryData<Room>(roomQuery(showId).queryKey, next),
  };
}
