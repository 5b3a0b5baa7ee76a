import type { EventEnvelope } from '@docket/contracts/events/envelope';
import { roomChannel } from '@docket/contracts/events/waiting-room';
import { getRoom, type Room } from '@docket/contracts/http/waiting-room';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { docket } from '../../../lib/docket.ts';
import { moveRoom, updateEntry } from '../room-state.ts';

function roomQuery(showId: string) {
  return queryOptions({
    queryKey: ['room', showId] as const,
    queryFn: ({ signal }) => docket.call(getRoom, { params: { id: showId }, signal }),
    staleTime: 0,
    refetchInterval: () => (docket.realtime.state === 'live' ? 30_000 : 4_000),
  });
}

/** The waiting room of a show as it moves: the own place by events to its person, the rest by the room's channel. */
export function useRoom(showId: string, loggedIn: boolean) {
  const queryClient = useQueryClient();
  const query = useQuery({ ...roomQuery(showId), enabled: loggedIn });

  useEffect(() => {
    if (!loggedIn) return undefined;
    const { queryKey } = roomQuery(showId);
    const change = (next: (room: Room) => Room) =>
      queryClient.setQueryData<Room>(queryKey, (held) => (held === undefined ? undefined : next(held)));
    const listener = {
      event: (event: EventEnvelope) => {
        if (event.type === 'room.updated' && event.data.showId === showId) {
          const { userId: _, ...entry } = event.data;
          change((room) => updateEntry(room, entry));
        } else if (event.type === 'room.moved' && event.data.showId === showId) {
          change((room) => moveRoom(room, event.data));
        }
      },
      resync: (recovered: boolean) => {
        if (!recovered) void queryClient.invalidateQueries({ queryKey });
      },
    };
    const stop = [docket.realtime.listen(listener), docket.realtime.listenTo(roomChannel(showId), listener)];
    return () => {
      for (const end of stop) end();
    };
  }, [queryClient, showId, loggedIn]);

  return {
    room: query.data,
    isPending: query.isPending && loggedIn,
    error: query.error,
    retry: () => void query.refetch(),
    takeIn: (room: Room) => queryClient.setQueryData<Room>(roomQuery(showId).queryKey, room),
  };
}
