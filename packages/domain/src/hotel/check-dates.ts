import { DocketError } from '@docket/contracts/errors';
import { HORIZON_DAYS, STAY_NIGHTS_MAX, type StayWish } from '@docket/contracts/hotel/stay';
import { dayNumber, dayOf } from '@docket/stay/day';

/**
 * Dates that nobody sells, whatever the plan.
 * @param today the day that it is at the place
 * @throws DocketError stay_in_the_past, stay_too_long, stay_beyond_horizon
 */
export function checkDates({ arrival, departure }: Pick<StayWish, 'arrival' | 'departure'>, today: string): void {
  const [first, end] = [dayNumber(arrival), dayNumber(departure)];
  if (first < dayNumber(today))
    throw new DocketError('stay_in_the_past', `It is ${today} there already; choose a later arrival.`);
  if (end - first > STAY_NIGHTS_MAX)
    throw new DocketError('stay_too_long', `A stay has at most ${STAY_NIGHTS_MAX} nights; ask for two.`);
  const last = dayNumber(today) + HORIZON_DAYS;
  if (end > last)
    throw new DocketError(
      'stay_beyond_horizon',
      `Nights are on sale up to ${dayOf(last)}; choose an earlier departure.`,
    );
}
