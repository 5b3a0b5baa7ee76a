import type { FlightPrice } from '@docket/contracts/flight/flight';
import type { PolicyStep } from '@docket/contracts/hotel/stay';
import { amountIn } from '@docket/contracts/money/amount';
import { localAt } from './local.ts';
import type { FareTerms } from './shapes.ts';

const HOUR_MS = 3_600_000;

type Departure = { readonly at: Date; readonly timezone: string };

/**
 * What is kept of the price if it is given back, until when: the family's fee for each passenger with a seat, or the whole fare where it is not given back. Airport taxes are owed by
 * whoever departs, so they come back with either; from `untilHours` before the first departure on nothing does. The cut-off is fixed here, once.
 * @param seats people with a seat
 */
export function flightPolicy(
  { refundFeeMinor, untilHours }: Pick<FareTerms, 'refundFeeMinor' | 'untilHours'>,
  price: FlightPrice,
  seats: number,
  departure: Departure,
): PolicyStep[] {
  const until = new Date(departure.at.getTime() - untilHours * HOUR_MS);
  const fee = refundFeeMinor === null ? price.faresMinor : Math.min(refundFeeMinor * seats, price.faresMinor);
  const label = refundFeeMinor === null ? 'The fare' : fee === 0 ? 'Free' : amountIn(price.currency)(fee);
  return [
    { until: until.toISOString(), untilLocal: localAt(until, departure.timezone), feeMinor: fee, label },
    { until: null, untilLocal: null, feeMinor: price.totalMinor, label: 'The whole price' },
  ];
}
