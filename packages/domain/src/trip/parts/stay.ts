import type { StayPart } from '@docket/contracts/http/trip';
import { nightsOf } from '@docket/stay/day';
import { lockQuotes, refusalOf } from '../../hotel/ordered-quotes.ts';
import { icsText } from './ics-text.ts';
import type { PartKind } from './kind.ts';

/** `20270312` */
function date(day: string): string {
  return day.replaceAll('-', '');
}

/** Nights of a room type. */
export const stay: PartKind<StayPart> = {
  async lockQuotes(tx, ids, userId) {
    const quotes = await lockQuotes(tx, ids, userId);
    return new Map(
      [...quotes].map(([id, { over, price, part, roomTypeId, wish }]) => [
        id,
        {
          id,
          over,
          totalMinor: price.totalMinor,
          currency: price.currency,
          holds: [{ poolId: roomTypeId, units: nightsOf(wish), quantity: wish.rooms }],
          part,
        },
      ]),
    );
  },
  refusalOf,
  title: ({ property }) => property.name,
  timezone: ({ property }) => property.timezone,
  ask: 'the property',
  receipt: ({ property, arrival, departure, roomType, plan, rooms, price }, amount) => ({
    detail: `${property.name}, ${property.address}: ${arrival} to ${departure}`,
    rows: [
      [[roomType, plan, ...(rooms === 1 ? [] : [`${rooms} rooms`])].join(', '), amount(price.roomsMinor)],
      ...price.taxes.filter(({ included }) => !included).map((tax) => [tax.label, amount(tax.amountMinor)] as const),
    ],
  }),
  events(trip, part) {
    const { property } = part;
    const about = [
      `Booking reference ${trip.reference}`,
      `${part.roomType}, ${part.plan}`,
      `Check-in from ${property.checkInFrom}, check-out until ${property.checkOutUntil}`,
    ].join('\n');
    const lines = [
      // All day, and up to the day of departure, which is not in it: the nights.
      `DTSTART;VALUE=DATE:${date(part.arrival)}`,
      `DTEND;VALUE=DATE:${date(part.departure)}`,
      `SUMMARY:${icsText(property.name)}`,
      `LOCATION:${icsText(`${property.name}, ${property.address}`)}`,
      `GEO:${property.lat.toFixed(6)};${property.lon.toFixed(6)}`,
      `DESCRIPTION:${icsText(about)}`,
      'STATUS:CONFIRMED',
      'TRANSP:TRANSPARENT',
    ];
    return [{ uid: part.partId, lines }];
  },
};
