import type { ErrorTable } from './table.ts';

/** Airports, flights, their quotes, seats and check-in. */
export const flightErrors = {
  airport_not_found: [404, 'There is no such airport'],
  flight_not_found: [404, 'There is no such flight'],
  fare_family_not_found: [404, 'The cabin is not sold in such a fare family'],
  same_airport: [422, 'The flight ends where it begins'],
  party_refused: [422, 'The passengers cannot fly as they are'],
  passport_name: [422, 'A passport cannot carry the name'],
  flight_in_the_past: [422, 'The day or the departure is over where the flight begins'],
  flight_beyond_horizon: [422, 'Flights of that day are not on sale yet'],
  directions_out_of_order: [422, 'A direction begins before the one before it has ended'],
  flights_do_not_connect: [422, 'A flight does not begin where the one before it ends'],
  connection_too_short: [422, 'There is less time between two flights than the airport needs'],
  calendar_too_long: [422, 'The calendar has more days than are told at once'],
  flight_sold_out: [409, 'There are not enough seats left for the party'],
  flights_unavailable: [503, 'The timetable is being read'],
  check_in_closed: [409, 'Check-in is not open'],
  seat_not_found: [422, 'The cabin has no such seat'],
  seat_taken: [409, 'Somebody else has the seat'],
  seat_choice_refused: [409, 'The passenger has no seat to choose'],
} as const satisfies ErrorTable;
