import { useEffect, useState } from 'react';
import { cx } from '../lib/class-names.ts';
import { useConnection } from '../lib/live/connection.ts';
import { useReach } from '../lib/network.ts';

const LABELS: Record<ReturnType<typeof useConnection>, string> = {
  off: 'Offline',
  connecting: 'Connecting',
  live: 'Live',
  reconnecting: 'Reconnecting',
  away: 'Not live',
};
const HINTS: Record<ReturnType<typeof useConnection>, string> = {
  off: 'No live connection',
  connecting: 'Opening the live connection',
  live: 'What happens shows by itself',
  reconnecting: 'The live connection was lost and is being opened again; nothing is missed',
  away: 'No live connection; pages ask the server from time to time',
};

/** Whether what happens arrives by itself just now. Short interruptions are not worth a word. */
export function ConnectionIndicator() {
  const connection = useConnection();
  // Without a network nothing is being connected, whatever is waited for.
  const now = useReach() === 'offline' ? 'off' : connection;
  const [state, setState] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setState(now), now === 'live' || now === 'off' ? 0 : 400);
    return () => clearTimeout(timer);
  }, [now]);
  const live = state === 'live';
  return (
    <span
      role="status"
      title={HINTS[state]}
      data-testid="connection"
      data-state={now}
      className="flex items-center gap-1.5 text-sm text-muted"
    >
      <svg
        viewBox="0 0 10 10"
        width="10"
        height="10"
        aria-hidden="true"
        className={cx(live ? 'text-ok' : 'text-limit', state === 'reconnecting' && 'animate-pulse-soft')}
      >
        <circle cx="5" cy="5" r="4" fill={live ? 'currentColor' : 'none'} stroke="currentColor" strokeWidth="2" />
      </svg>
      <span className="max-xl:sr-only">{LABELS[state]}</span>
    </span>
  );
}
