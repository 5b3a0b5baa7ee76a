import type { AttemptStatus } from '@docket/contracts/payment/status';
import type { ChargeTruth } from './provider.ts';
import { ATTEMPT_MOVES } from './states.ts';

/** What of an attempt its provider's word is held against. Amounts in minor units. */
export type Asked = { readonly status: AttemptStatus; readonly amountMinor: bigint; readonly currency: string };

/** The word of a provider as a status, if there were no history. Captured is only what came in exactly as it was asked for. */
function heard({ amountMinor, currency }: Asked, truth: ChargeTruth): AttemptStatus {
  switch (truth.state) {
    case 'pending':
      return 'PENDING';
    case 'authorised':
      return 'AUTHORISED';
    case 'captured':
      return BigInt(truth.receivedMinor) === amountMinor && truth.currency === currency ? 'CAPTURED' : 'CONFLICTED';
    case 'failed':
    case 'gone':
      return 'FAILED';
    case 'cancelled':
      return 'CANCELLED';
    default:
      return truth.state satisfies never;
  }
}

/**
 * What becomes of an attempt when its provider says this of it. What is not a move forward leaves it as it is: words come late, twice, and in any
 * order.
 */
export function decide(asked: Asked, truth: ChargeTruth): AttemptStatus {
  const next = heard(asked, truth);
  return ATTEMPT_MOVES[asked.status].includes(next) ? next : asked.status;
}
