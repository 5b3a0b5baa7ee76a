import type { StayPrice, StayWish } from '@docket/contracts/hotel/stay';
import { dayNumber, nightsOf } from './day.ts';
import { priceNight, type NightFacts } from './night-price.ts';
import { tooManyGuests } from './refusal.ts';
import { isRefused, type NotOffered } from './refused.ts';
import { putInRooms } from './rooms.ts';
import type { NightOverrides, PlanFacts, PropertyFacts, RoomFacts } from './shapes.ts';
import { taxSteps } from './taxes.ts';

/** What the price depends on besides what is asked for. */
export type Market = {
  /** The day that it is at the place, `2026-12-24`. */
  readonly today: string;
  /** Share of the rooms of the type that is held or sold in a night, 0 to 1. @param night `dayNumber` */
  readonly soldShareOf: (night: number) => number;
};

/**
 * What a stay costs, all of it, and how that comes about: each room and night by the rules of the plan in their fixed order, then taxes and fees of the place. Integer
 * minor units; steps add up to nights, nights to rooms, rooms and taxes on top to the total, exactly. It depends on nothing but what is handed in, so that the same comes
 * out when it is derived again.
 * @returns `price_unsound` where the rules come to nothing or less, `too_many_guests` where the party does not fit
 */
export function priceStay(
  plan: PlanFacts,
  type: RoomFacts,
  property: Pick<PropertyFacts, 'currency' | 'childFreeAge' | 'taxes'>,
  wish: StayWish,
  overrides: NightOverrides,
  { today, soldShareOf }: Market,
): StayPrice | NotOffered {
  const occupants = putInRooms(wish, type);
  if (occupants === null) return tooManyGuests(wish, type);
  const nights = nightsOf(wish);
  const leadDays = dayNumber(wish.arrival) - dayNumber(today);
  const facts = nights.map((night): NightFacts => ({
    night,
    baseMinor: overrides.get(night)?.priceMinor ?? plan.baseMinor,
    rules: plan.rules,
    leadDays,
    nights: nights.length,
    soldShare: soldShareOf(night),
    type,
    childFreeAge: property.childFreeAge,
  }));
  const rooms: StayPrice['rooms'] = [];
  let roomsMinor = 0;
  // Rooms with the same guests cost the same, and are reckoned once.
  const known = new Map<string, StayPrice['rooms'][number]['nights']>();
  for (const room of occupants) {
    const guests = `${room.adults} ${room.childAges.join()}`;
    let priced = known.get(guests);
    if (priced === undefined) {
      priced = [];
      for (const night of facts) {
        const price = priceNight(night, room);
        if (isRefused(price)) return price;
        priced.push(price);
      }
      known.set(guests, priced);
    }
    roomsMinor += priced.reduce((sum, { priceMinor }) => sum + priceMinor, 0);
    rooms.push({ adults: room.adults, childAges: [...room.childAges], nights: priced });
  }
  const { adults, childAges } = wish;
  const taxes = taxSteps(property.taxes, { roomsMinor, rooms: wish.rooms, nights: nights.length, adults, childAges });
  const taxesMinor = taxes.reduce((sum, each) => sum + (each.included ? 0 : each.amountMinor), 0);
  const totalMinor = roomsMinor + taxesMinor;
  // What costs nothing cannot be paid for.
  if (totalMinor <= 0 || !Number.isSafeInteger(totalMinor))
    return { code: 'price_unsound', reason: 'The rules of this rate come to no price at all.' };
  return { currency: property.currency, rooms, taxes, roomsMinor, taxesMinor, totalMinor };
}
