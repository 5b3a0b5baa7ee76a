import { plural } from './format.ts';

/** Whole seconds left, rounded up, so that a countdown of ten begins with 10 and ends with 0. */
export function secondsUntil(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1000));
}

/** `0:09`, `4:59`, `1:02:03`, and from two days on `3 days`. */
export function formatRemaining(seconds: number): string {
  if (seconds >= 2 * 86_400) return plural(Math.floor(seconds / 86_400), 'day');
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const rest = two(seconds % 60);
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}

/**
 * What a screen reader is told. It changes only at whole minutes, at 30 and 10 seconds and at the end, so that a live
 * region speaks then and is silent in between.
 */
export function spokenRemaining(seconds: number): string {
  if (seconds === 0) return 'time is up';
  if (seconds <= 10) return '10 seconds left';
  if (seconds <= 30) return '30 seconds left';
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${plural(minutes, 'minute')} left`;
  const hours = Math.floor(seconds / 3600);
  return hours < 48 ? `over ${plural(hours, 'hour')} left` : `${plural(Math.floor(hours / 24), 'day')} left`;
}
