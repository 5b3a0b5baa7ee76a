import type { RealtimeState } from '@docket/client/realtime';
import type { EventEnvelope, EventType } from '@docket/contracts/events/envelope';
import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { docket } from '../docket.ts';
import { useSession } from '../session.ts';

/** How the live connection is. Who is not logged in has none, and opens none. */
export function useConnection(): RealtimeState {
  const loggedIn = useSession() !== undefined;
  return useSyncExternalStore(
    useCallback((changed) => (loggedIn ? docket.realtime.listen({ state: changed }) : () => undefined), [loggedIn]),
    () => (loggedIn ? docket.realtime.state : 'off'),
  );
}

/** For a query's `refetchInterval`: ms between reads while events arrive, and while they do not. */
export function pace(live: number, away: number): () => number {
  return () => (docket.realtime.state === 'live' ? live : away);
}

export type EventHandlers = { readonly [Type in EventType]?: (event: EventEnvelope<Type>) => void };

/** Hears of events that are told rather than held, such as in a toast. */
export function useEvents(handlers: EventHandlers): void {
  const current = useRef(handlers);
  useEffect(() => {
    current.current = handlers;
  });
  const loggedIn = useSession() !== undefined;
  useEffect(
    () =>
      loggedIn ? docket.realtime.listen({ event: (event) => handlerOf(current.current, event)?.(event) }) : undefined,
    [loggedIn],
  );
}

/** The handler that is named after an event takes that event, which the compiler cannot follow through a lookup. */
function handlerOf(handlers: EventHandlers, event: EventEnvelope) {
  return handlers[event.type] as ((event: EventEnvelope) => void) | undefined;
}
