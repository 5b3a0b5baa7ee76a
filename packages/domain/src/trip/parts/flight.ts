import type { FlightPart } from '@docket/contracts/http/trip';
import { giveUpSeats } from '../../flight/give-up-seats.ts';
import { issueTickets } from '../../flight/issue-tickets.ts';
import { lockFlightQuotes, refusalOfFlights } from '../../flight/ordered-quotes.ts';
import { icsText, icsUtc } from './ics-text.ts';
import type { PartKind } from './kind.ts';

function titleOf({ directions }: FlightPart): string {
  const first = directions[0]?.legs;
  const [from, to] = [first?.[0]?.departure.airport.city, first?.at(-1)?.arrival.airport.city];
  return `${from ?? ''} to ${to ?? ''}`;
}

/** `Mumbai (BOM) to Delhi (DEL), 12 March` is what people say; receipts say days as they are written in ISO 8601. */
function detailOf({ directions, locator }: FlightPart): string {
  const ways = directions.map(({ legs }) => {
    const [first, last] = [legs[0]?.departure, legs.at(-1)?.arrival];
    return `${first?.airport.code ?? ''} to ${last?.airport.code ?? ''} on ${first?.local.slice(0, 10) ?? ''}`;
  });
  return `Flights ${ways.join(', ')}; locator ${locator}`;
}

const PASSENGERS = {
  adult: ['adult', 'adults'],
  child: ['child', 'children'],
  infant: ['infant', 'infants'],
} as const;

/** Seats of cabins of dated flights. */
export const flight: PartKind<FlightPart> = {
  lockQuotes: lockFlightQuotes,
  refusalOf: refusalOfFlights,
  confirmed: (tx, parts) => issueTickets(tx, parts),
  givenBack: (tx, parts) =>
    giveUpSeats(
      tx,
      parts.map(({ partId }) => partId),
    ),
  title: titleOf,
  timezone: ({ directions }) => directions[0]?.legs[0]?.departure.airport.timezone ?? 'UTC',
  ask: 'the airline',
  receipt: (part, amount) => ({
    detail: detailOf(part),
    rows: [
      ...part.price.passengers.map(({ kind, count, steps }) => {
        const fare = steps.filter((step) => step.kind !== 'tax').reduce((sum, step) => sum + step.amountMinor, 0);
        const [one, many] = PASSENGERS[kind];
        return [`${part.family.name}, ${count} ${count === 1 ? one : many}`, amount(fare * count)] as const;
      }),
      ['Airport taxes', amount(part.price.taxesMinor)] as const,
    ],
  }),
  events: (trip, part) =>
    part.directions
      .flatMap(({ legs }) => legs)
      .map((leg) => {
        const { departure, arrival } = leg;
        const about = [
          `Booking reference ${trip.reference}, locator ${part.locator}`,
          `Departs ${departure.local.replace('T', ' ')} from ${departure.airport.name}`,
          `Arrives ${arrival.local.replace('T', ' ')} at ${arrival.airport.name}`,
        ].join('\n');
        const lines = [
          `DTSTART:${icsUtc(departure.at)}`,
          `DTEND:${icsUtc(arrival.at)}`,
          `SUMMARY:${icsText(`${leg.number} ${departure.airport.city} to ${arrival.airport.city}`)}`,
          `LOCATION:${icsText(departure.airport.name)}`,
          `DESCRIPTION:${icsText(about)}`,
          'STATUS:CONFIRMED',
          'TRANSP:OPAQUE',
        ];
        return { uid: `${part.partId}-${leg.flightId}`, lines };
      }),
};
