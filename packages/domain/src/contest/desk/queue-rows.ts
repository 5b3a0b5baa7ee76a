import { DocketError } from '@docket/contracts/errors';

/** Balloons and prints go from hand to hand. */
export type QueueState = 'queued' | 'claimed' | 'done';

/** What follows which; the same again changes nothing. */
const NEXT: Readonly<Record<QueueState, readonly QueueState[]>> = {
  queued: ['claimed', 'done'],
  claimed: ['done', 'queued'],
  done: ['queued'],
};

/** @throws DocketError `contest_state` for what somebody else has in hand, or what does not follow */
export function requireNext(
  from: { readonly state: QueueState; readonly claimedBy: string | null },
  to: QueueState,
  userId: string | null,
): void {
  if (from.state === 'claimed' && to === 'claimed' && from.claimedBy !== userId)
    throw new DocketError('contest_state', 'Somebody else of the jury has it in hand.');
  if (from.state !== to && !NEXT[from.state].includes(to))
    throw new DocketError('contest_state', `It is ${from.state}, from which ${to} does not follow.`);
}
