import type { ContestDetail } from '@docket/contracts/http/contest';
import { serverClock } from '../../../lib/server-clock.ts';
import { Countdown } from '../../../ui/countdown.tsx';
import { clockOf } from '../contest-turns.ts';

export function ContestClock({ contest }: { readonly contest: ContestDetail }) {
  const { label, until } = clockOf(contest, serverClock.now());
  return (
    <p className="grid sm:justify-items-end">
      <span className="caption">{label}</span>
      {until !== undefined && <Countdown until={until} urgentBelow={300} className="text-xl font-semibold" />}
    </p>
  );
}
