import { HORIZON_DAYS, type StayWish } from '@docket/contracts/hotel/stay';
import { dayNumber, dayOf, nightsOf, weekdayOf } from './day.ts';
import type { NotOffered } from './refused.ts';
import { putInRooms } from './rooms.ts';
import type { NightOverrides, Restrictions, RoomFacts } from './shapes.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export type Asked = {
  readonly restrictions: Restrictions;
  readonly overrides: NightOverrides;
  readonly type: RoomFacts;
  readonly wish: StayWish;
  /** The day that it is at the place, `2026-12-24`. */
  readonly today: string;
};

/**
 * Why a plan does not sell a stay, by what the property has set; null where it does. How many rooms are left is another question. Of several reasons the first counts, in
 * this order: beyond the horizon, a closed night, arrival, departure, length, time of booking, guests. The length is that of the night of arrival.
 */
export function refusal({ restrictions, overrides, type, wish, today }: Asked): NotOffered | null {
  const nights = nightsOf(wish);
  const [arrival, departure] = [dayNumber(wish.arrival), dayNumber(wish.departure)];
  const leadDays = arrival - dayNumber(today);
  if (departure > dayNumber(today) + HORIZON_DAYS)
    return no(
      'beyond_horizon',
      `Nights are sold ${HORIZON_DAYS} days ahead, to ${dayOf(dayNumber(today) + HORIZON_DAYS)}.`,
    );
  if (restrictions.closed === true) return no('closed', 'This rate is not on sale.');
  const closed = nights.find((night) => overrides.get(night)?.closed === true);
  if (closed !== undefined) return no('closed', `This rate is not on sale for the night of ${dayOf(closed)}.`);
  const { arrivalDays } = restrictions;
  if (arrivalDays !== undefined && !arrivalDays.includes(weekdayOf(arrival)))
    return no('closed_to_arrival', `You can arrive on a ${either(arrivalDays.toSorted((a, b) => a - b).map(nameOf))}.`);
  if (overrides.get(arrival)?.closedToArrival === true)
    return no('closed_to_arrival', `You cannot arrive on ${wish.arrival} at this rate.`);
  if (overrides.get(departure)?.closedToDeparture === true)
    return no('closed_to_departure', `You cannot leave on ${wish.departure} at this rate.`);
  const minStay = overrides.get(arrival)?.minStay ?? restrictions.minStay ?? 1;
  if (nights.length < minStay)
    return no('min_stay', `At least ${nightsWords(minStay)} when you arrive on ${wish.arrival}.`);
  const maxStay = overrides.get(arrival)?.maxStay ?? restrictions.maxStay ?? Infinity;
  if (nights.length > maxStay)
    return no('max_stay', `At most ${nightsWords(maxStay)} when you arrive on ${wish.arrival}.`);
  if (leadDays < (restrictions.minAdvanceDays ?? -Infinity))
    return no('advance_purchase', `Book at least ${daysWords(restrictions.minAdvanceDays ?? 0)} before you arrive.`);
  if (leadDays > (restrictions.maxAdvanceDays ?? Infinity))
    return no(
      'advance_purchase',
      `This rate is for arrivals in the next ${daysWords(restrictions.maxAdvanceDays ?? 0)}.`,
    );
  return putInRooms(wish, type) === null ? tooManyGuests(wish, type) : null;
}

export function tooManyGuests(
  { adults, rooms }: Pick<StayWish, 'adults' | 'rooms'>,
  { maxAdults, maxChildren, maxGuests }: RoomFacts,
): NotOffered {
  if (adults < rooms) return no('too_many_guests', 'There must be an adult in every room.');
  return no(
    'too_many_guests',
    `A room takes ${counted(maxGuests, 'guest', 'guests')}: ${counted(maxAdults, 'adult', 'adults')} and ${counted(maxChildren, 'child', 'children')} at most.`,
  );
}

function no(code: NotOffered['code'], reason: string): NotOffered {
  return { code, reason };
}

function counted(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}

const nightsWords = (n: number): string => counted(n, 'night', 'nights');
const daysWords = (n: number): string => counted(n, 'day', 'days');
const nameOf = (weekday: number): string => WEEKDAYS[weekday - 1] ?? '';

function either(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
