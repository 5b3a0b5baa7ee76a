import type { AttemptStatus, PaymentMethod } from '@docket/contracts/payment/status';
import { hasMoney, isLive } from './states.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Nobody presses a button that tells us of a transfer: it is looked for every 5 s for 2 minutes, and then as the others are. */
const TRANSFER_STEP = 5 * SECOND;
const TRANSFER_UNTIL = 2 * MINUTE;

/** The pause after so many looks at an attempt under way: doubles from 5 s to a minute. */
const FIRST = 5 * SECOND;
const CAP = MINUTE;

/**
 * An attempt that failed or was given up may be paid all the same, and while its time lasts the thing may still be had: it is looked at after pauses that double to
 * two minutes; of one with days to pay, after a thirtieth of its age.
 */
const ENDED_FIRST = 15 * SECOND;
const ENDED_CAP = 2 * MINUTE;
const ENDED_SHARE = 30;

/** After its end an attempt is looked at so long after its deadline: money that comes late, or once more, and whose callback was lost is found. */
const LATE: readonly number[] = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 24 * HOUR];

/** The pause after a question without an answer: doubles from 2 s to a minute. */
const UNANSWERED = 2 * SECOND;

export type Look = {
  readonly method: PaymentMethod;
  readonly status: AttemptStatus;
  /** Looks so far, with the one that has just been. */
  readonly looks: number;
  readonly createdAt: Date;
  readonly deadline: Date;
};

/** Money may be sent again to an account that was given for a transfer; a charge of any other kind is paid once. */
export function mayGrow({ method }: { readonly method: PaymentMethod }): boolean {
  return method === 'bank_transfer';
}

/** When the provider is to be asked next; null: not any more. An attempt under way is looked at when its deadline comes, whatever its pauses. */
export function nextLook({ method, status, looks, createdAt, deadline }: Look, now: Date): Date | null {
  if (hasMoney({ status }) && !mayGrow({ method })) return null;
  const age = now.getTime() - createdAt.getTime();
  if (!isLive(status)) {
    const pause = Math.max(doubled(ENDED_FIRST, looks, ENDED_CAP), age / ENDED_SHARE);
    const early = now.getTime() + pause;
    return hasMoney({ status }) || early >= deadline.getTime() ? lateLook(deadline, now) : new Date(early);
  }
  const backoff = doubled(FIRST, looks, CAP);
  const pause = method === 'bank_transfer' && age < TRANSFER_UNTIL ? TRANSFER_STEP : backoff;
  const next = now.getTime() + pause;
  return new Date(now < deadline ? Math.min(next, deadline.getTime()) : next);
}

/** As `nextLook`, where the provider did not answer: it is asked again, after the deadline too. */
export function nextLookUnanswered(look: Look, now: Date): Date | null {
  if (!isLive(look.status)) return nextLook(look, now);
  return new Date(now.getTime() + doubled(UNANSWERED, look.looks, CAP));
}

/** The pause after so many looks. */
function doubled(first: number, looks: number, cap: number): number {
  return Math.min(cap, first * 2 ** Math.min(Math.max(looks - 1, 0), 10));
}

function lateLook(deadline: Date, now: Date): Date | null {
  const late = LATE.map((after) => deadline.getTime() + after).find((at) => at > now.getTime());
  return late === undefined ? null : new Date(late);
}

/** When a refund that the provider has taken is asked after: doubles from 2 s to ten minutes. */
export function nextRefundLook(looks: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(10 * MINUTE, 2 * SECOND * 2 ** Math.min(looks, 12)));
}
