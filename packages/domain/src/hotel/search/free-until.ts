import type { StayPrice } from '@docket/contracts/hotel/stay';
import { momentOf } from '@docket/stay/clock';
import { policySteps } from '@docket/stay/policy';
import type { CancellationPolicy } from '@docket/stay/shapes';

const MUCH = 1_000_000_000;
/** A price that no fee rounds to nothing of: how long it is free does not depend on how much it is. */
const ANY_PRICE: StayPrice = {
  currency: 'EUR',
  rooms: [{ adults: 1, childAges: [], nights: [{ night: '', priceMinor: MUCH, steps: [] }] }],
  taxes: [],
  roomsMinor: MUCH,
  taxesMinor: 0,
  totalMinor: MUCH,
};

/**
 * Until when a stay is given back for nothing, ISO 8601, as it stands at a moment; null where it is not. One that is free to its end is so until the day of arrival begins
 * at the place.
 */
export function freeUntil(policy: CancellationPolicy, timezone: string, arrival: string, now: Date): string | null {
  let free: string | null = null;
  for (const { until, feeMinor } of policySteps(policy, { timezone }, { arrival }, ANY_PRICE)) {
    if (until !== null && now.getTime() >= Date.parse(until)) continue;
    if (feeMinor > 0) return free;
    free = until ?? momentOf(`${arrival}T00:00`, timezone, 'first').at;
  }
  return free;
}
