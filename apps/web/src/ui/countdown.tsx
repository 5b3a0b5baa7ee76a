import { useEffect, useState } from 'react';
import { cx } from '../lib/class-names.ts';
import { formatRemaining, secondsUntil, spokenRemaining } from '../lib/remaining.ts';
import { serverClock } from '../lib/server-clock.ts';

/** Whole seconds left until `until` (ms since the epoch, by the server's clock), renewed as each passes; 0 when it is over. */
export function useSecondsUntil(until: number): number {
  const [now, setNow] = useState(() => serverClock.now());
  const left = secondsUntil(until, now);
  useEffect(() => {
    if (left <= 0) return undefined;
    // At the moment the figure changes, not at some point within the second.
    const timer = setTimeout(
      () => setNow(serverClock.now()),
      Math.max(16, until - (left - 1) * 1000 - serverClock.now() + 4),
    );
    return () => clearTimeout(timer);
  }, [left, until, now]);
  return left;
}

type CountdownProps = {
  /** The server's time at which it is over, as the API gives it (ISO 8601) or in ms since the epoch. */
  readonly until: string | number;
  /** From this many seconds on it is urgent, and looks so. */
  readonly urgentBelow?: number;
  readonly className?: string;
};

/** The time that is left, as `4:59`. Screen readers hear it at a few points, not every second. */
export function Countdown({ until, urgentBelow = 0, className }: CountdownProps) {
  const end = typeof until === 'number' ? until : Date.parse(until);
  const left = useSecondsUntil(end);
  return (
    <time
      dateTime={new Date(end).toISOString()}
      data-testid="countdown"
      className={cx('tabular-nums', left < urgentBelow && 'font-semibold text-bad', className)}
    >
      <span aria-hidden="true">{formatRemaining(left)}</span>
      <span role="timer" aria-live="polite" aria-atomic="true" className="sr-only">
        {spokenRemaining(left)}
      </span>
    </time>
  );
}
