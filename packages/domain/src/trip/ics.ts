import type { Trip } from '@docket/contracts/http/trip';
import { icsUtc } from './parts/ics-text.ts';
import type { CalendarEvent } from './parts/kind.ts';
import { eventsOfPart } from './parts.ts';

/** Longest line of a calendar file without its end, octets (RFC 5545, 3.1). */
const LINE_OCTETS = 75;

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

function event(trip: Trip, { uid, lines }: CalendarEvent): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${uid}@docket`,
    `DTSTAMP:${icsUtc(trip.updatedAt)}`,
    `SEQUENCE:${trip.revision}`,
    ...lines,
    'END:VEVENT',
  ];
}

/** A trip as a calendar file (RFC 5545): an event for each stay and each flight. */
export function toIcs(trip: Trip): string {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Docket//Trips//EN',
    'CALSCALE:GREGORIAN',
    ...trip.parts.flatMap((part) => eventsOfPart(trip, part)).flatMap((each) => event(trip, each)),
    'END:VCALENDAR',
  ]
    .map((line) => `${fold(line)}\r\n`)
    .join('');
}
