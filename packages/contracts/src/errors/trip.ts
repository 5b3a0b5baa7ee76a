import type { ErrorTable } from './table.ts';

/** Trips. */
export const tripErrors = {
  trip_not_found: [404, 'There is no such trip'],
  trip_expired: [409, 'The hold of the trip is past its time'],
  trip_closed: [409, 'The trip has come to another end'],
  trip_begun: [409, 'The trip has begun'],
  trip_fee_changed: [409, 'Giving it up costs more than was shown'],
  quote_expired: [409, 'The quote is older than it is honoured'],
  quote_used: [409, 'The quote was ordered already'],
  trip_too_large: [422, 'The order has too many rooms and nights'],
  too_many_open_trips: [409, 'More trips are held at once than one person may have'],
  currencies_differ: [422, 'Parts of one order are in one currency'],
} as const satisfies ErrorTable;
