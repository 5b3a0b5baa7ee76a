import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useConnection } from '../lib/live/connection.ts';
import { reach, useReach } from '../lib/network.ts';
import { reaching } from '../lib/reach.ts';
import { Icon } from '../ui/icons.tsx';

const ASK_EVERY_MS = 5_000;
const ask = reaching(reach, (input, init) => fetch(input, init));

/** Says so, on every page, when the server cannot be reached; nothing that is done meanwhile is kept for later. */
export function ReachBar() {
  const known = useReach();
  // What the live connection carries proves the server there, whatever became of a call.
  const connected = useConnection() === 'live';
  const state = known === 'away' && connected ? 'here' : known;
  useReadAgain(state === 'here');
  useAsking(state === 'away');
  return (
    <div role="status" data-testid="reach" data-state={state}>
      {state !== 'here' && (
        <p className="flex items-center justify-center gap-2 border-b border-limit/50 bg-limit/8 px-4 py-2 text-sm print:hidden">
          <Icon name="alert" className="shrink-0 text-limit" />
          {state === 'offline'
            ? 'You are offline. What you see may be out of date, and nothing can be sent.'
            : 'The server cannot be reached. What you see may be out of date, and nothing can be sent.'}
        </p>
      )}
    </div>
  );
}

/** What could not be read is read once the server is there again. */
function useReadAgain(here: boolean): void {
  const queryClient = useQueryClient();
  const before = useRef(here);
  useEffect(() => {
    if (here && !before.current)
      void queryClient.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' });
    before.current = here;
  }, [here, queryClient]);
}

/** A page that asks for nothing by itself would never learn that the server is back. */
function useAsking(away: boolean): void {
  useEffect(() => {
    if (!away) return undefined;
    const timer = setInterval(() => void ask('/livez').catch(() => undefined), ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [away]);
}
