import type { PolicyStep, StayPrice, StayWish } from '@docket/contracts/hotel/stay';
import { dayOf, nightsOf } from '@docket/stay/day';
import { policySteps } from '@docket/stay/policy';
import { priceStay } from '@docket/stay/price';
import { isRefused, type NotOffered } from '@docket/stay/refused';
import { refusal } from '@docket/stay/refusal';
import { soldShareOf, type NightsMarket } from './market.ts';
import type { SaleFacts } from './sale-facts.ts';

/** A plan for a stay: what it costs under which terms, or why it cannot be had. */
export type Judged =
  | { readonly left: number; readonly price: StayPrice; readonly policy: PolicyStep[]; readonly refused: null }
  | { readonly left: number; readonly price: null; readonly policy: []; readonly refused: NotOffered };

/**
 * Whether a plan sells a stay, at which price and terms: from what it is handed alone.
 * @param today the day that it is at the place
 */
export function judgeOffer(facts: SaleFacts, wish: StayWish, market: NightsMarket, today: string): Judged {
  const { plan, type, property, restrictions, policy } = facts;
  const nights = nightsOf(wish);
  const left = Math.max(0, Math.min(...nights.map((night) => market.roomsOf(type.id, night).free)));
  const no = (refused: NotOffered): Judged => ({ left, price: null, policy: [], refused });
  if (!facts.isOpen) return no({ code: 'closed', reason: 'This rate is not on sale.' });
  const overrides = market.overridesOf(plan.id);
  const refused = refusal({ restrictions, overrides, type, wish, today });
  if (refused !== null) return no(refused);
  if (left < wish.rooms) return no(soldOut(nights, wish.rooms, left, (night) => market.roomsOf(type.id, night).free));
  const price = priceStay(plan, type, property, wish, overrides, {
    today,
    soldShareOf: (night) => soldShareOf(type.rooms, market.roomsOf(type.id, night)),
  });
  if (isRefused(price)) return no(price);
  return { left, price, policy: policySteps(policy, property, wish, price), refused: null };
}

function soldOut(
  nights: readonly number[],
  rooms: number,
  left: number,
  freeIn: (night: number) => number,
): NotOffered {
  const night = dayOf(nights.find((each) => freeIn(each) < rooms) ?? 0);
  const reason =
    left === 0
      ? `Sold out for the night of ${night}.`
      : `Only ${left} ${left === 1 ? 'room is' : 'rooms are'} left for the night of ${night}.`;
  return { code: 'sold_out', reason };
}
