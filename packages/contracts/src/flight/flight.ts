import { z } from 'zod';
import { priceStep } from '../hotel/stay.ts';
import { timestamp, uuid } from '../http/route.ts';

/** How far ahead flights are sold, days from today at the place of departure. */
export const FLIGHT_HORIZON_DAYS = 60;
/** People with a seat in one order; airlines sell bigger parties as groups. */
export const FLIGHT_SEATS_MAX = 9;
/** Flights one after the other in one direction. */
export const LEGS_MAX = 3;
/** Directions of one order. */
export const DIRECTIONS_MAX = 6;
/** ISO 4217: the currency in which all fares are filed. */
export const FARE_CURRENCY = 'INR';

export const cabin = z.enum(['economy', 'premium_economy', 'business', 'first']);
export type Cabin = z.infer<typeof cabin>;

/** By age on the day of each flight: infants (under 2) sit on a lap, children are under 12. */
export const passengerKind = z.enum(['adult', 'child', 'infant']);
export type PassengerKind = z.infer<typeof passengerKind>;

/** IATA code of an airport. */
export const airportCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/, 'give an airport by its three letters, such as BOM');

export const airport = z.object({
  code: z.string(),
  name: z.string(),
  city: z.string(),
  /** ISO 3166-1 alpha-2, and its name. */
  country: z.string(),
  countryName: z.string(),
  /** IANA name. */
  timezone: z.string(),
  /** WGS 84, degrees. */
  lat: z.number(),
  lon: z.number(),
});
export type Airport = z.infer<typeof airport>;

/** Where and when a flight begins or ends. */
const flightEnd = z.object({
  airport: airport.pick({ code: true, name: true, city: true, country: true, timezone: true }),
  /** 0 where the airport has one only. */
  terminal: z.int(),
  at: timestamp,
  /** The same on the clocks of the place: `2027-03-12T08:30`. */
  local: z.string(),
  /** Days of the calendar after the day on which the journey begins, by the clocks of each place: 1 is shown as "+1", −1 as "−1". */
  dayOffset: z.int(),
});

export const flightLeg = z.object({
  flightId: uuid,
  carrier: z.object({ code: z.string(), name: z.string() }),
  /** As people say it: `QX 123`. */
  number: z.string(),
  aircraft: z.string(),
  departure: flightEnd,
  arrival: flightEnd,
  minutes: z.int(),
  /** On the ground until the next flight of the journey departs; null for the last. */
  changeMinutes: z.int().nullable(),
});
export type FlightLeg = z.infer<typeof flightLeg>;

/** One direction: a flight, or several with changes between them. */
export const journey = z.object({
  /** The ids of its flights with commas between them. */
  journeyId: z.string(),
  legs: z.array(flightLeg).min(1).max(LEGS_MAX),
  departsAt: timestamp,
  arrivesAt: timestamp,
  /** From the first departure to the last arrival. */
  minutes: z.int(),
  stops: z.int(),
});
export type Journey = z.infer<typeof journey>;

/** What is included, may be changed and comes back. */
export const fareFamily = z.object({
  code: z.string(),
  name: z.string(),
  cabin,
  cabinBagKg: z.int(),
  /** Checked bags of each passenger with a seat, and how heavy each may be. */
  checkedBags: z.int(),
  checkedBagKg: z.int(),
  meal: z.boolean(),
  /** A seat may be chosen for nothing. */
  seatChoice: z.boolean(),
  /** Of each passenger with a seat, minor units of the fares’ currency; null: it cannot be changed, or nothing comes back. Up to `untilHours` before departure. */
  changeFeeMinor: z.int().nullable(),
  refundFeeMinor: z.int().nullable(),
  untilHours: z.int(),
});
export type FareFamily = z.infer<typeof fareFamily>;

/** How a price came about: for each kind of passenger the steps of one of them, which add up to `eachMinor`; `count × eachMinor` of all kinds are `totalMinor`. */
export const flightPrice = z.object({
  currency: z.string().length(3),
  passengers: z.array(z.object({ kind: passengerKind, count: z.int(), steps: z.array(priceStep), eachMinor: z.int() })),
  /** All of it but taxes, and taxes. */
  faresMinor: z.int(),
  taxesMinor: z.int(),
  totalMinor: z.int(),
});
export type FlightPrice = z.infer<typeof flightPrice>;

export const flightPassenger = z.object({
  kind: passengerKind,
  surname: z.string(),
  given: z.string(),
  bornOn: z.string(),
  /** The name as passports and tickets carry it, A to Z and spaces. */
  passport: z.object({ surname: z.string(), given: z.string() }),
});
export type FlightPassenger = z.infer<typeof flightPassenger>;
