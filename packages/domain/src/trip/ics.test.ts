import { expect, it } from 'vitest';
import type { Trip, TripPart } from '@docket/contracts/http/trip';
import { toIcs } from './ics.ts';

const part: TripPart = {
  partId: '0190a0a0-0000-7000-8000-000000000002',
  kind: 'stay',
  property: {
    propertyId: '0190a0a0-0000-7000-8000-000000000003',
    slug: 'sea-view',
    name: 'Hôtel “Sea; View”, Goa',
    address: 'एक लंबी सड़क जो समुद्र के किनारे पुराने बाज़ार से होकर जाती है 14\nCandolim\\Goa',
    timezone: 'Asia/Kolkata',
    lat: 15.5,
    lon: 73.8,
    checkInFrom: '14:00',
    checkOutUntil: '11:00',
  },
  roomType: 'Double',
  plan: 'Flexible',
  board: 'breakfast',
  arrival: '2027-03-12',
  departure: '2027-03-14',
  startsAt: '2027-03-12T08:30:00.000Z',
  endsAt: '2027-03-14T05:30:00.000Z',
  rooms: 1,
  adults: 2,
  childAges: [],
  price: { currency: 'INR', rooms: [], taxes: [], roomsMinor: 0, taxesMinor: 0, totalMinor: 0 },
  policy: [],
  state: 'AGREED',
  refundMinor: null,
};

const trip: Trip = {
  tripId: '0190a0a0-0000-7000-8000-000000000001',
  userId: '0190a0a0-0000-7000-8000-000000000004',
  reference: 'H7K2QM',
  title: 'Sea View',
  status: 'CONFIRMED',
  revision: 3,
  reason: null,
  guest: { name: 'Asha Rao', phone: null },
  requests: null,
  parts: [
    part,
    { ...part, partId: '0190a0a0-0000-7000-8000-000000000005', arrival: '2027-12-31', departure: '2028-01-01' },
  ],
  totalMinor: 0,
  currency: 'INR',
  refundMinor: null,
  feeNowMinor: 0,
  deadline: null,
  startsAt: part.startsAt,
  endsAt: part.endsAt,
  createdAt: '2027-01-01T10:00:00.000Z',
  updatedAt: '2027-01-02T10:20:30.456Z',
};

/** Events as a reader of RFC 5545 has them: lines unfolded, properties by their names, TEXT unescaped. */
function parse(file: string): Map<string, string>[] {
  expect(file.endsWith('\r\n')).toBe(true);
  expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const lines = file.replaceAll('\r\n ', '').split('\r\n').slice(0, -1);
  expect([lines[0], lines.at(-1)]).toEqual(['BEGIN:VCALENDAR', 'END:VCALENDAR']);
  const events: Map<string, string>[] = [];
  for (const line of lines) {
    const [, name = '', value = ''] = /^([A-Z-]+(?:;[A-Z]+=[A-Z]+)*):(.*)$/s.exec(line) ?? [];
    if (line === 'BEGIN:VEVENT') events.push(new Map());
    else
      events.at(-1)?.set(
        name,
        value.replaceAll(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped)),
      );
  }
  return events;
}

it('says all of each part to whoever reads calendar files', () => {
  const events = parse(toIcs(trip));
  expect(events).toHaveLength(2);
  const [first, second] = events;
  expect(Object.fromEntries(first ?? [])).toMatchObject({
    UID: `${part.partId}@docket`,
    DTSTAMP: '20270102T102030Z',
    SEQUENCE: '3',
    'DTSTART;VALUE=DATE': '20270312',
    'DTEND;VALUE=DATE': '20270314',
    SUMMARY: part.property.name,
    LOCATION: `${part.property.name}, ${part.property.address}`,
    DESCRIPTION: 'Booking reference H7K2QM\nDouble, Flexible\nCheck-in from 14:00, check-out until 11:00',
  });
  expect([second?.get('DTSTART;VALUE=DATE'), second?.get('DTEND;VALUE=DATE')]).toEqual(['20271231', '20280101']);
});

it('has no line that a name began, whatever ends lines for a reader', () => {
  const ends = ['\r\n', '\r', '\n', '\u0085', '\u2028', '\u2029', '\v', '\f', '\u001C', '\0'];
  const name = ends.map((end) => `Inn${end}ATTACH:http://example.org/${end}END:VEVENT`).join('');
  const file = toIcs({ ...trip, parts: [{ ...part, property: { ...part.property, name, address: name } }] });
  // Every reader's ends of lines, those of Unicode too.
  const lines = file.replaceAll('\r\n ', '').split(/\r\n|[\p{Cc}\p{Zl}\p{Zp}]/u);
  expect(lines.filter((line) => line.startsWith('ATTACH') || line === 'END:VEVENT')).toEqual(['END:VEVENT']);
  expect(file.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}/u);
});

it('has no line of more than 75 octets, and breaks none within a character', () => {
  const lines = toIcs(trip).split('\r\n');
  expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  expect(lines.some((line) => line.startsWith(' '))).toBe(true);
  for (const line of lines) expect(Buffer.from(line).toString('utf8')).toBe(line);
  expect(toIcs(trip)).not.toContain('\u{FFFD}');
});
