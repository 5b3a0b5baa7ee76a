import { applySeatsChanged, fromSnapshot, mergeSeats, type SeatMap } from '@docket/client/seat-map';
import { showChannel } from '@docket/contracts/events/booking';
import { getShowSeats } from '@docket/contracts/http/show-seats';
import { queryOptions } from '@tanstack/react-query';
import { useCallback, useState, useSyncExternalStore } from 'react';
import { docket } from '../../../lib/docket.ts';
import { pace, useConnection } from '../../../lib/live/connection.ts';
import type { Live } from '../../../lib/live/follow.ts';
import { useLiveFeed } from '../../../lib/live/use-live-query.ts';
import { SeatBoard, type BoardView } from '../seat-board.ts';

type LiveBoard = {
  readonly board: SeatBoard;
  readonly view: BoardView;
  /** Changes arrive by themselves; otherwise the seats are read every few seconds. */
  readonly live: boolean;
  /** Null while all is well, and also once the seats are known: they stay, and are read again. */
  readonly error: Error | null;
  readonly retry: () => void;
};

function seatsQuery(showId: string) {
  return queryOptions({
    queryKey: ['seats', showId] as const,
    queryFn: async ({ signal }) => fromSnapshot(await docket.call(getShowSeats, { params: { id: showId }, signal })),
    refetchInterval: pace(15_000, 2_000),
    staleTime: 0,
  });
}

const seats = (showId: string): Live<SeatMap> => ({
  on: { 'seats.changed': (held, event) => applySeatsChanged(held, event.data) },
  channel: showChannel(showId),
  read: mergeSeats,
});

/** The seats of a show as they change, with what is chosen of them. */
export function useSeatBoard(showId: string): LiveBoard {
  const [board] = useState(() => new SeatBoard());
  const take = useCallback((map: SeatMap) => board.take(map), [board]);
  const { error, refetch } = useLiveFeed(seatsQuery(showId), seats(showId), take);
  const view = useSyncExternalStore(
    board.subscribe,
    useCallback(() => board.view, [board]),
  );
  const known = view.free !== undefined;
  const live = useConnection() === 'live' && known;
  return { board, view, live, error: known ? null : error, retry: () => void refetch() };
}
