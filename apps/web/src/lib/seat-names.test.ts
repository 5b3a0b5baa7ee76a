import { describe, expect, it } from 'vitest';
import type { SeatName } from '@docket/contracts/catalog/seat';
import {
  bookingInWords,
  bookingLabels,
  joinLabels,
  joinPlaces,
  seatInWords,
  sizeWords,
  splitLabels,
  splitPlaces,
} from './seat-names.ts';

const seat = (section: string, row: string, number: string, kind: SeatName['kind'] = 'seat'): SeatName => ({
  label: `${row}${number}`,
  section,
  row,
  number,
  kind,
});
const floor = { area: 'floor', name: 'Floor', count: 3 };

describe('seats in words', () => {
  it('say section, row and seat', () => {
    expect(seatInWords(seat('Stalls', '11', '1'))).toBe('Stalls, row 11, seat 1');
    expect(seatInWords(seat('', 'C', '12'))).toBe('Row C, seat 12');
    expect(seatInWords(seat('Floor', '', '7', 'place'))).toBe('Floor, standing');
  });

  it('of a booking are told row by row, and places by how many', () => {
    const named = [seat('', 'C', '4'), seat('', 'C', '5'), seat('Box', '1', '2'), seat('Floor', '', '7', 'place')];
    expect(bookingInWords({ named, places: [floor] })).toEqual([
      'Row C, seats 4 and 5',
      'Box, row 1, seat 2',
      'Floor, 3 standing',
    ]);
    // An offer of the waiting list knows them by their numbers only.
    expect(bookingInWords({ named, places: [] }).at(-1)).toBe('Floor, 1 standing');
    const booking = { seats: ['C4', 'Floor 7', 'Floor 8', 'Floor 9'], places: [floor] };
    expect([bookingLabels(booking), sizeWords(booking)]).toEqual(['C4 · 3 × Floor', '1 seat and 3 places']);
    expect(sizeWords({ seats: [], places: [floor] })).toBe('3 places');
  });
});

it('labels and places go through an address whatever is in them', () => {
  const labels = ['Upper, left A1', '100%', 'C4', '%2C'];
  expect(splitLabels(joinLabels(labels))).toEqual(labels);
  const places = new Map([
    ['floor', 3],
    ['a,b', 1],
  ]);
  expect(splitPlaces(joinPlaces(places))).toEqual(places);
});
