import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { docket } from '../../../lib/docket.ts';
import { SeatBoard, type BoardView } from '../seat-board.ts';

type Live = {
  readonly board: SeatBoard;
  readonly view: BoardView;
  readonly error: unknown;
  readonly retry: () => void;
};

/** The seats of a show as they change, with what is chosen of them. */
export function useSeatBoard(showId: string): Live {
  const [board, setBoard] = useState(() => new SeatBoard());
  const [round, setRound] = useState(0);
  const [error, setError] = useState<unknown>(undefined);

  useEffect(() => {
    const abort = new AbortController();
    async function follow(): Promise<void> {
      try {
        for await (const step of docket.watchShow(showId, { signal: abort.signal })) {
          if (abort.signal.aborted) return;
          setError(undefined);
          board.takeStep(step);
        }
      } catch (failure) {
        if (!abort.signal.aborted) setError(failure);
      }
    }
    void follow();
    return () => abort.abort();
  }, [showId, board, round]);

  const view = useSyncExternalStore(
    board.subscribe,
    useCallback(() => board.view, [board]),
  );
  const retry = useCallback(() => {
    setBoard(new SeatBoard());
    setRound((count) => count + 1);
  }, []);
  return { board, view, error, retry };
}
