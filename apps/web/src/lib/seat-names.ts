import type { SeatName } from '@docket/contracts/catalog/seat';
import type { Booking, BookingDetail } from '@docket/contracts/http/booking';
import { plural } from './format.ts';

type Named = Pick<SeatName, 'section' | 'row' | 'number' | 'kind'>;

/** `Stalls, row 11, seat 1`; `Floor, standing` for a place where people stand. */
export function seatInWords({ section, row, number, kind }: Named): string {
  if (kind === 'place') return `${section}, standing`;
  return section === '' ? `Row ${row}, seat ${number}` : `${section}, row ${row}, seat ${number}`;
}

/** The same of several, row by row: `Row C, seats 4, 5 and 6`, `Floor, 3 standing`. */
export function seatsInWords(seats: readonly Named[]): string[] {
  const rows = Map.groupBy(seats, ({ section, row, kind }) => JSON.stringify([section, row, kind === 'place']));
  return [...rows.values()].flatMap((ofRow) => {
    const [first] = ofRow;
    if (first === undefined) return [];
    if (first.kind === 'place') return [`${first.section}, ${ofRow.length} standing`];
    if (ofRow.length === 1) return [seatInWords(first)];
    const numbers = new Intl.ListFormat('en').format(ofRow.map(({ number }) => number));
    return [`${first.section === '' ? 'Row' : `${first.section}, row`} ${first.row}, seats ${numbers}`];
  });
}

/** What a booking is of, for people. Places are told by their number from the first moment on, whatever they become. */
export function bookingInWords(booking: Pick<BookingDetail, 'named' | 'places'>): string[] {
  const numbered = booking.places.length === 0 ? booking.named : booking.named.filter(({ kind }) => kind !== 'place');
  return [...seatsInWords(numbered), ...booking.places.map(({ name, count }) => `${name}, ${count} standing`)];
}

/** Its seats by their labels, and its places by how many they are: `C4 C5 · 3 × Floor`. */
export function bookingLabels(booking: Pick<Booking, 'seats' | 'places'>): string {
  const isPlace = (label: string) => booking.places.some(({ name }) => label.startsWith(`${name} `));
  const seats = booking.seats.filter((label) => !isPlace(label)).join(' ');
  const places = booking.places.map(({ name, count }) => `${count} × ${name}`);
  return [...(seats === '' ? [] : [seats]), ...places].join(' · ');
}

/** How many people it takes. */
export function sizeOf(booking: Pick<Booking, 'seats' | 'places'>): number {
  const asked = booking.places.reduce((sum, { count }) => sum + count, 0);
  const isPlace = (label: string) => booking.places.some(({ name }) => label.startsWith(`${name} `));
  return booking.seats.filter((label) => !isPlace(label)).length + asked;
}

/** `2 seats`, `3 places`, `1 seat and 3 places` */
export function sizeWords(booking: Pick<Booking, 'seats' | 'places'>): string {
  const places = booking.places.reduce((sum, { count }) => sum + count, 0);
  const seats = sizeOf(booking) - places;
  const parts = [...(seats > 0 ? [plural(seats, 'seat')] : []), ...(places > 0 ? [plural(places, 'place')] : [])];
  return parts.join(' and ');
}

/** Labels as an address carries them: a comma in one is written otherwise than one between two. */
export function joinLabels(labels: readonly string[]): string {
  return labels.map((label) => label.replaceAll('%', '%25').replaceAll(',', '%2C')).join(',');
}

export function splitLabels(text: string): string[] {
  return text.split(',').map((label) => label.replaceAll('%2C', ',').replaceAll('%25', '%'));
}

/** Standing areas with how many places, in an address: `floor:3,pit:1`. */
export function joinPlaces(places: ReadonlyMap<string, number>): string {
  return joinLabels([...places].filter(([, count]) => count > 0).map(([area, count]) => `${area}:${count}`));
}

export function splitPlaces(text: string): Map<string, number> {
  return new Map(
    splitLabels(text).flatMap((part) => {
      const [, area, count] = /^(.+):(\d{1,3})$/.exec(part) ?? [];
      return area === undefined ? [] : [[area, Number(count)] as const];
    }),
  );
}
