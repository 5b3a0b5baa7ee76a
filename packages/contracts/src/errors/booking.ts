import type { ErrorTable } from './table.ts';

/** Bookings of seats. */
export const bookingErrors = {
  booking_not_found: [404, 'There is no such booking'],
  booking_expired: [409, 'The hold is past its time'],
  booking_confirmed: [409, 'The booking is confirmed'],
  booking_closed: [409, 'The booking has come to another end'],
  booking_not_free: [409, 'The booking costs something, and is confirmed by its payment'],
  booking_not_confirmed: [409, 'The booking is not confirmed'],
  seats_not_free: [409, 'Some of these seats are held or sold'],
  not_house_seats: [409, 'The house does not keep these seats'],
  unknown_seat: [422, 'The show has no such seat'],
  unknown_area: [422, 'The show has no such standing area'],
  duplicate_seats: [422, 'A seat is named more than once'],
  class_not_allowed: [422, 'A price class is not for these seats'],
  voucher_invalid: [422, 'The voucher is not good for this booking'],
  voucher_taken: [409, 'There already is a voucher with this code'],
  voucher_not_found: [404, 'There is no such voucher'],
  too_many_seats: [422, 'More seats than one person may have'],
} as const satisfies ErrorTable;
