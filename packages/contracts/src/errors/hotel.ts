import type { ErrorTable } from './table.ts';

/** Places, properties and quotes of stays. */
export const hotelErrors = {
  place_not_found: [404, 'There is no such place'],
  property_not_found: [404, 'There is no such property'],
  plan_not_found: [404, 'There is no such rate plan'],
  quote_not_found: [404, 'There is no such quote'],
  stay_in_the_past: [422, 'The arrival is over at the place'],
  stay_beyond_horizon: [422, 'The nights are not on sale yet'],
  stay_too_long: [422, 'The stay has more nights than are sold at once'],
  rooms_taken: [409, 'More rooms are taken in a night than there would be'],
  room_type_not_found: [404, 'The property has no such type of room'],
  rooms_all_numbered: [409, 'The type has not as many rooms, or more of them have numbers'],
  rates_changed: [409, 'Somebody has changed the property since its rates were read'],
  rate_unsound: [422, 'A night would come to no price'],
  stay_not_offered: [409, 'The plan cannot be had for this stay'],
} as const satisfies ErrorTable;
