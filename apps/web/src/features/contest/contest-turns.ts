import type { ContestDetail } from '@docket/contracts/http/contest';
import type { actOnContest } from '@docket/contracts/http/contest-jury';
import type { RouteBodyInput } from '@docket/contracts/http/route';

export type ContestActName = RouteBodyInput<typeof actOnContest>['act'];

/** What the clock of a contest depends on. */
type Clocked = Pick<
  ContestDetail,
  'phase' | 'startsAt' | 'endsAt' | 'late' | 'freezesAt' | 'pausedAt' | 'durationMinutes' | 'participation'
>;

/** The next moment at which the contest is another one for the caller, in ms of the server's clock. */
export function nextTurn(
  { startsAt, endsAt, freezesAt, late, participation }: Clocked,
  now: number,
): number | undefined {
  const moments = [startsAt, freezesAt, endsAt, late?.until, participation?.window?.from, participation?.window?.until]
    .flatMap((iso) => (iso == null ? [] : Date.parse(iso)))
    .filter((at) => at > now);
  return moments.length === 0 ? undefined : Math.min(...moments);
}

/** Until when the caller's time runs; undefined: it does not, at this moment. */
export function ownEnd(
  { phase, startsAt, endsAt, participation, durationMinutes }: Clocked,
  now: number,
): number | undefined {
  if (participation !== null && participation.window !== null) {
    const until = Date.parse(participation.window.until);
    return Date.parse(participation.window.from) <= now && now < until ? until : undefined;
  }
  // A window of one's own that has not begun.
  if (participation !== null && durationMinutes !== null) return undefined;
  return phase === 'running' && Date.parse(startsAt) <= now ? Date.parse(endsAt) : undefined;
}

/** What the clock of a contest counts down to, in a few words. */
export function clockOf(contest: Clocked, now: number): { readonly label: string; readonly until?: number } {
  const { startsAt, endsAt, late, pausedAt, participation, phase, durationMinutes } = contest;
  if (pausedAt !== null) return { label: 'Paused' };
  const own = ownEnd(contest, now);
  if (own !== undefined && participation?.window != null && own !== Date.parse(endsAt))
    return { label: 'Your time left', until: own };
  if (Date.parse(startsAt) > now) return { label: 'Starts in', until: Date.parse(startsAt) };
  if (phase === 'running' && Date.parse(endsAt) > now)
    return { label: durationMinutes === null ? 'Time left' : 'Open for', until: Date.parse(endsAt) };
  if (late?.until === null) return { label: 'Taken late' };
  if (late != null && Date.parse(late.until) > now) return { label: 'Taken late for', until: Date.parse(late.until) };
  return { label: 'Ended' };
}

/** Which acts follow from the state that a contest is in. */
export function actsFor({
  phase,
  pausedAt,
  frozen,
  finalisedAt,
}: Pick<ContestDetail, 'phase' | 'pausedAt' | 'frozen' | 'finalisedAt'>): readonly ContestActName[] {
  if (finalisedAt !== null) return frozen ? ['thaw'] : [];
  switch (phase) {
    case 'coming':
      return ['end'];
    case 'running':
      return [pausedAt === null ? 'pause' : 'resume', 'end', frozen ? 'thaw' : 'freeze'];
    case 'over':
      return [...(frozen ? (['thaw'] as const) : []), 'end', 'finalise'];
    case 'final':
      return [];
    default:
      return phase satisfies never;
  }
}
