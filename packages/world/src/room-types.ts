import type { Amenity, Board, PropertyKind } from '@docket/contracts/hotel/stay';
import type { CancellationPolicy, RateRule, Restrictions } from '@docket/stay/shapes';
import type { Random } from './random.ts';
import { fromEuros } from './rates.ts';
import { FLEXIBLE, MODERATE, NON_REFUNDABLE, priceStep } from './terms.ts';

export type WorldPlan = {
  readonly id: string;
  readonly name: string;
  readonly board: Board;
  /** Minor units of the property's currency. */
  readonly baseMinor: number;
  readonly rules: readonly RateRule[];
  readonly restrictions: Restrictions;
  readonly policy: CancellationPolicy;
};

export type WorldRoomType = {
  readonly id: string;
  readonly name: string;
  readonly beds: string;
  readonly sizeSqm: number;
  readonly maxAdults: number;
  readonly maxChildren: number;
  readonly maxGuests: number;
  readonly baseGuests: number;
  readonly rooms: number;
  readonly overbooking: number;
  readonly amenities: readonly Amenity[];
  readonly plans: readonly WorldPlan[];
};

type Room = {
  readonly name: string;
  readonly beds: string;
  readonly sqm: number;
  /** Adults, children, all together, in the price. */
  readonly takes: readonly [number, number, number, number];
  /** Of the price of a double room. */
  readonly price: number;
};
const room = (name: string, beds: string, sqm: number, takes: Room['takes'], price: number): Room => ({
  name,
  beds,
  sqm,
  takes,
  price,
});

const ROOMS: Readonly<Record<PropertyKind, readonly Room[]>> = {
  hotel: [
    room('Single room', '1 single bed', 14, [1, 0, 1, 1], 0.78),
    room('Double room', '1 double bed', 19, [2, 1, 3, 2], 1),
    room('Twin room', '2 single beds', 20, [2, 1, 3, 2], 1),
    room('Superior room', '1 king-size bed', 25, [2, 2, 4, 2], 1.25),
    room('Family room', '1 double bed and 2 single beds', 32, [3, 3, 5, 3], 1.5),
    room('Suite', '1 king-size bed and a sofa bed', 45, [3, 2, 4, 2], 2.1),
  ],
  resort: [
    room('Garden room', '1 king-size bed', 30, [2, 2, 4, 2], 1),
    room('Pool room', '1 king-size bed', 32, [2, 2, 4, 2], 1.2),
    room('Family suite', '1 king-size bed and 2 single beds', 52, [3, 3, 5, 3], 1.7),
  ],
  apartment: [
    room('Studio', '1 double bed', 27, [2, 1, 3, 2], 1),
    room('One-bedroom apartment', '1 double bed and a sofa bed', 42, [3, 2, 4, 2], 1.35),
    room('Two-bedroom apartment', '2 double beds and a sofa bed', 65, [5, 3, 6, 4], 1.9),
  ],
  hostel: [
    room('Private double', '1 double bed', 12, [2, 0, 2, 2], 1.3),
    room('Four-bed room', '2 bunk beds', 16, [4, 2, 4, 4], 1.9),
    room('Six-bed room', '3 bunk beds', 22, [6, 2, 6, 6], 2.5),
  ],
  guesthouse: [
    room('Double room', '1 double bed', 16, [2, 1, 3, 2], 1),
    room('Family room', '1 double bed and a bunk bed', 26, [3, 3, 5, 3], 1.4),
  ],
  villa: [room('Whole house', '3 double beds', 140, [6, 4, 8, 6], 1)],
};

type Sold = {
  readonly kind: PropertyKind;
  readonly stars: number;
  readonly euros: number;
  readonly currency: string;
  readonly rules: readonly RateRule[];
  readonly restrictions: Restrictions;
};

/** The types of rooms of a house, with what they are sold at. */
export function roomTypesOf(random: Random, sold: Sold): WorldRoomType[] {
  const all = ROOMS[sold.kind];
  const most = sold.kind === 'hotel' ? random.whole(2, Math.min(5, 2 + sold.stars)) : all.length;
  // The double room is always there; of the others those that fall out do so by chance.
  const chosen = all.filter(
    (each, at) => (sold.kind === 'hotel' ? at === 1 : at === 0) || random.chance(most / all.length),
  );
  const [least, largest] = {
    hotel: [4, 18 + 8 * sold.stars],
    resort: [8, 60],
    apartment: [2, 14],
    hostel: [2, 10],
    guesthouse: [2, 8],
    villa: [1, 1],
  }[sold.kind];
  return chosen.map((each): WorldRoomType => {
    const [maxAdults, maxChildren, maxGuests, baseGuests] = each.takes;
    const rooms = random.whole(least ?? 1, largest ?? 1);
    return {
      id: random.uuid(),
      name: each.name,
      beds: each.beds,
      sizeSqm: each.sqm + random.whole(-2, 4) + 2 * Math.max(0, sold.stars - 3),
      maxAdults,
      maxChildren,
      maxGuests,
      baseGuests,
      rooms,
      overbooking: rooms >= 20 && random.chance(0.2) ? 1 : 0,
      amenities: [],
      plans: plansOf(random, sold, each.price),
    };
  });
}

function plansOf(
  random: Random,
  { kind, stars, euros, currency, rules, restrictions }: Sold,
  share: number,
): WorldPlan[] {
  const step = priceStep(fromEuros(1, currency), currency);
  const priced = (amount: number): number => Math.max(step, Math.round(fromEuros(amount, currency) / step) * step);
  const plan = (name: string, board: Board, amount: number, policy: CancellationPolicy): WorldPlan => ({
    id: random.uuid(),
    name,
    board,
    baseMinor: priced(amount),
    rules,
    restrictions,
    policy,
  });
  const price = euros * share;
  const free = random.chance(0.7) ? FLEXIBLE : MODERATE;
  const breakfast = 2 * (3 + 2.2 * stars) * Math.min(1.2, euros / 90 + 0.2);
  if (kind === 'resort')
    return [
      plan('Half board', 'half_board', price * 1.3, free),
      ...(random.chance(0.6) ? [plan('All inclusive', 'all_inclusive', price * 1.65, free)] : []),
      plan('Breakfast, non-refundable', 'breakfast', price, NON_REFUNDABLE),
    ];
  if (kind === 'villa' || kind === 'apartment')
    return [
      plan('Flexible', 'room_only', price, free),
      ...(random.chance(0.5) ? [plan('Non-refundable', 'room_only', price * 0.9, NON_REFUNDABLE)] : []),
    ];
  return [
    plan('Flexible', 'room_only', price, free),
    ...(kind !== 'hostel' || random.chance(0.3)
      ? [plan('Flexible with breakfast', 'breakfast', price + breakfast, free)]
      : []),
    ...(random.chance(0.7) ? [plan('Non-refundable', 'room_only', price * 0.9, NON_REFUNDABLE)] : []),
  ];
}
