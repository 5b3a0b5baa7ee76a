import type { ErrorTable } from './table.ts';

/** Rooms and the front desk of houses. */
export const frontDeskErrors = {
  hotel_room_not_found: [404, 'The property has no such room'],
  stay_not_found: [404, 'The property has no such stay'],
  room_number_taken: [409, 'The property has a room with that number'],
  room_occupied: [409, 'Somebody or something has the room in these nights'],
  room_out_of_order: [409, 'Nobody can be put into the room'],
  room_of_other_type: [409, 'The room is of another type than was sold'],
  room_wanted: [409, 'Somebody else could be given no room then'],
  room_not_ready: [409, 'The room is not clean or not empty yet'],
  no_room_assigned: [409, 'The stay has not all of its rooms yet'],
  not_in_house: [409, 'The guest is not in house'],
  stay_over: [409, 'The stay has come to an end'],
  too_early: [409, 'It is too early for that'],
  kept_too_long: [422, 'A stay is kept for no longer than it lasts'],
} as const satisfies ErrorTable;
