import type { ErrorTable } from './table.ts';

/** Cities, venues, halls, titles and shows. */
export const catalogErrors = {
  city_not_found: [404, 'There is no such city'],
  venue_not_found: [404, 'There is no such venue'],
  hall_not_found: [404, 'There is no such hall'],
  title_not_found: [404, 'There is no such title'],
  show_not_found: [404, 'There is no such show'],
  poster_not_found: [404, 'There is no such poster'],
  image_invalid: [422, 'The image cannot be used'],
  zone_not_found: [404, 'The show has no such price zone'],
  slug_taken: [409, 'The slug is in use'],
  hall_busy: [409, 'The hall has another show at that time'],
  show_cancelled: [409, 'The show was cancelled'],
  show_started: [409, 'The show has begun'],
  show_has_bookings: [409, 'Seats of the show are held or sold'],
  sale_open: [409, 'The sale has begun'],
  sale_not_open: [409, 'The show is not on sale yet'],
  hall_invalid: [422, 'The seat map breaks a rule of the format'],
} as const satisfies ErrorTable;
