import { describe, expect, it } from 'vitest';
import { findAreas, findSeats, type HallIndex } from './find-seats.ts';

const rows = [
  { seat: 1, label: 'Stalls A1', section: 'Stalls', row: 'A', number: '1' },
  { seat: 2, label: 'Stalls A2', section: 'Stalls', row: 'A', number: '2' },
  { seat: 3, label: 'Balcony A1', section: 'Balcony', row: 'A', number: '1' },
  { seat: 4, label: 'é1', section: '', row: 'é', number: '1' },
];
const floor = { area: 'floor', name: 'Floor', zone: 'z', first: 5, places: 10, x: 0, y: 0, width: 1, height: 1 };
const hall: HallIndex = {
  byLabel: new Map(rows.map((row) => [row.label, row])),
  byPlace: () => Map.groupBy(rows, ({ row, number }) => JSON.stringify([row, number])),
  areas: [floor],
};
const numbers = (...asked: Parameters<typeof findSeats>[0]): number[] => findSeats(asked, hall).map(({ seat }) => seat);

describe('seats that somebody asks for', () => {
  it('are named by label, or by section, row and number, or by row and number where that is enough', () => {
    expect(numbers('Balcony A1', { section: 'Stalls', row: 'A', number: '1' }, { row: 'A', number: '2' })).toEqual([
      1, 2, 3,
    ]);
    expect([numbers('e\u03011'), numbers({ row: 'e\u0301', number: '1' })]).toEqual([[4], [4]]);
  });

  it.each([
    ['a label that is none', ['Z9'], 'unknown_seat', /no seat "Z9"/],
    [
      'a section that has none',
      [{ section: 'Circle', row: 'A', number: '1' }],
      'unknown_seat',
      /Circle, row A, seat 1/,
    ],
    [
      'what several sections have',
      [{ row: 'A', number: '1' }],
      'unknown_seat',
      /in Stalls and in Balcony; say which section/,
    ],
    ['one twice', ['Stalls A1', { section: 'Stalls', row: 'A', number: '1' }], 'duplicate_seats', /once/],
  ] as const)('are not found by %s', (_, asked, code, message) => {
    expect(() => findSeats(asked, hall)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });
});

it('standing areas are found by their ids, each once', () => {
  expect(findAreas([{ area: 'floor', count: 3 }], hall)).toEqual([
    { area: 'floor', name: 'Floor', count: 3, first: 5, last: 14 },
  ]);
  const twice = [1, 2].map((count) => ({ area: 'floor', count }));
  expect(() => findAreas(twice, hall)).toThrow(expect.objectContaining({ code: 'duplicate_seats' }));
  expect(() => findAreas([{ area: 'pit', count: 1 }], hall)).toThrow(expect.objectContaining({ code: 'unknown_area' }));
});
