import { trip } from '../http/trip.ts';

/** A trip moved on: held with its deadline, refused, confirmed, expired, cancelled. To its user. */
export const tripUpdated = trip;
