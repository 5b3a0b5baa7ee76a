import type { Trip, TripPart } from '@docket/contracts/http/trip';

/** Longest line of a calendar file without its end, octets (RFC 5545, 3.1). */
const LINE_OCTETS = 75;

/** What ends a line for some reader or is allowed in no value (CONTROL of RFC 5545, 3.1), but for the line feed that `text` writes as `\\n`. */
const NO_TEXT = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}]/gu;

/** TEXT of RFC 5545, 3.3.11. */
function text(value: string): string {
  return value
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(NO_TEXT, ' ')
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll('\n', '\\n');
}

/** Breaks a line in pieces that are short enough, each but the first behind a space, never within a character. */
function fold(line: string): string {
  let [folded, octets] = ['', 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE_OCTETS) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}

/** `20270312T083000Z` */
function utc(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** `20270312` */
function date(day: string): string {
  return day.replaceAll('-', '');
}

function event(trip: Trip, part: TripPart): string[] {
  const { property } = part;
  const about = [
    `Booking reference ${trip.reference}`,
    `${part.roomType}, ${part.plan}`,
    `Check-in from ${property.checkInFrom}, check-out until ${property.checkOutUntil}`,
  ].join('\n');
  return [
    'BEGIN:VEVENT',
    `UID:${part.partId}@docket`,
    `DTSTAMP:${utc(trip.updatedAt)}`,
    `SEQUENCE:${trip.revision}`,
    // All day, and up to the day of departure, which is not in it: the nights.
    `DTSTART;VALUE=DATE:${date(part.arrival)}`,
    `DTEND;VALUE=DATE:${date(part.departure)}`,
    `SUMMARY:${text(property.name)}`,
    `LOCATION:${text(`${property.name}, ${property.address}`)}`,
    `GEO:${property.lat.toFixed(6)};${property.lon.toFixed(6)}`,
    `DESCRIPTION:${text(about)}`,
    'STATUS:CONFIRMED',
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/** A trip as a calendar file (RFC 5545): an event for each part. */
export function toIcs(trip: Trip): string {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Docket//Trips//EN',
    'CALSCALE:GREGORIAN',
    ...trip.parts.flatMap((part) => event(trip, part)),
    'END:VCALENDAR',
  ]
    .map((line) => `${fold(line)}\r\n`)
    .join('');
}
