import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { docket } from '../../../lib/docket.ts';
import { useSession } from '../../../lib/session.ts';
import { SeatBoard, type BoardView } from '../seat-board.ts';

type Live = {
  readonly board: SeatBoard;
  readonly view: BoardView;
  /** Changes arrive by themselves; otherwise the seats are read every few seconds. */
  readonly live: boolean;
  readonly error: unknown;
  readonly retry: () => void;
};

/** Is there a live connection? Who is not logged in has none. */
function useConnected(): boolean {
  const loggedIn = useSession() !== undefined;
  return useSyncExternalStore(
    useCallback((changed) => (loggedIn ? docket.realtime.listen({ state: changed }) : () => undefined), [loggedIn]),
    () => loggedIn && docket.realtime.state === 'live',
  );
}

/** The seats of a show as they change, with what is chosen of them. */
export function useSeatBoard(showId: string): Live {
  const [board, setBoard] = useState(() => new SeatBoard());
  const token = useSession()?.token;
  const [round, setRound] = useState(0);
  const [error, setError] = useState<unknown>(undefined);

  useEffect(() => {
    const abort = new AbortController();
    async function follow(): Promise<void> {
      try {
        for await (const map of docket.watchShow(showId, { signal: abort.signal })) {
          if (abort.signal.aborted) return;
          setError(undefined);
          board.take(map);
        }
      } catch (failure) {
        if (!abort.signal.aborted) setError(failure);
      }
    }
    void follow();
    return () => abort.abort();
    // A session that begins or ends changes how the seats are followed.
  }, [showId, board, round, token]);

  const view = useSyncExternalStore(
    board.subscribe,
    useCallback(() => board.view, [board]),
  );
  const retry = useCallback(() => {
    setBoard(new SeatBoard());
    setRound((count) => count + 1);
  }, []);
  const live = useConnected() && view.free !== undefined;
  return { board, view, live, error, retry };
}
