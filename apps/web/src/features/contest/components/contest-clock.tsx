import type { ContestDetail } from '@docket/contracts/http/contest';
import { serverClock } from '../../../lib/server-clock.ts';
import { Countdown } from '../../../ui/countdown.tsx';
import { ownEnd } from '../api/use-contest.ts';

/** What the clock of a contest counts down to, in a few words. */
export function clockOf(contest: ContestDetail, now: number): { readonly label: string; readonly until?: number } {
  const { startsAt, endsAt, pausedAt, participation, phase, durationMinutes } = contest;
  if (pausedAt !== null) return { label: 'Paused' };
  const own = ownEnd(contest, now);
  if (own !== undefined && participation?.window != null && own !== Date.parse(endsAt))
    return { label: 'Your time left', until: own };
  if (Date.parse(startsAt) > now) return { label: 'Starts in', until: Date.parse(startsAt) };
  if (phase === 'running' && Date.parse(endsAt) > now)
    return { label: durationMinutes === null ? 'Time left' : 'Open for', until: Date.parse(endsAt) };
  return { label: 'Ended' };
}

export function ContestClock({ contest }: { readonly contest: ContestDetail }) {
  const { label, until } = clockOf(contest, serverClock.now());
  return (
    <p className="grid sm:justify-items-end">
      <span className="caption">{label}</span>
      {until !== undefined && <Countdown until={until} urgentBelow={300} className="text-xl font-semibold" />}
    </p>
  );
}
