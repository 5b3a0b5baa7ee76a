import { expect, it } from 'vitest';
import { houseOf, NEW_HOUSE, readSeats, seatsExample, wrongInHouse, type HousePlan } from './house-wishes.ts';

const row = (section: string, name: string, prefix = '') =>
  Array.from({ length: 12 }, (_, at) => ({
    label: `${prefix}${name}${at + 1}`,
    section,
    row: name,
    number: String(at + 1),
    // An aisle after the sixth.
    column: at < 6 ? at : at + 1,
  }));
const plan: HousePlan = {
  seats: [...row('', 'A'), ...row('', 'B'), ...row('Stalls', '1-', 'Stalls ')],
  areas: [{ area: 'floor', name: 'Floor', places: 40 }],
};
const read = (text: string) => readSeats(text, plan.seats);

it('seats are typed one by one, or from seat to seat of a row', () => {
  expect(read('A1, a2;B12').labels).toEqual(['A1', 'A2', 'B12']);
  const six = ['A5', 'A6', 'A7', 'A8'];
  for (const range of ['A5-A8', 'A5–8', 'A8 - A5', ' a5 — a8 ']) expect(read(range).labels).toEqual(six);
  expect(read('A5-A7, A6-A8').labels).toEqual(six);
  // Labels with a dash of their own.
  expect(read('Stalls 1-3').labels).toEqual(['Stalls 1-3']);
  expect(read('Stalls 1-3-Stalls 1-5').labels).toEqual(['Stalls 1-3', 'Stalls 1-4', 'Stalls 1-5']);
  // As a booking shows them.
  expect(read('A1  a2 A5-A7, Stalls 1-3')).toEqual({
    labels: ['A1', 'A2', 'A5', 'A6', 'A7', 'Stalls 1-3'],
    unknown: [],
  });
});

it('what names no seat of the hall is said, and is sent for none', () => {
  expect(read('A1, Q7, A9-B2, A1-99').unknown).toEqual(['Q7', 'A9-B2', 'A1-99']);
  expect(read('A1 Q7 B2, Box 9')).toEqual({ labels: ['A1', 'B2'], unknown: ['Q7', 'Box 9'] });
  const wrong = wrongInHouse([{ seats: 'Q7', places: { floor: '41' }, reason: ' ', hours: 'x' }], plan);
  expect(Object.keys(wrong)).toEqual([
    'house.0.seats',
    'house.0.places.floor',
    'house.0.reason',
    'house.0.releaseMinutes',
  ]);
  expect(wrong['house.0.seats']).toContain('Q7');
  // What is given as an example can be typed.
  for (const seats of [plan.seats, plan.seats.slice(24), plan.seats.slice(0, 1), []]) {
    expect(readSeats(seatsExample(seats), seats)).toEqual({
      labels: seats.length === 0 ? [] : expect.arrayContaining([seats[0]?.label]),
      unknown: [],
    });
  }
  expect(seatsExample(plan.seats)).toBe('A1-A3, B1');
});

it('they are sent as the API takes them', () => {
  const draft = { ...NEW_HOUSE, seats: 'A1-2', places: { floor: '3' }, reason: ' Press ', hours: '1,5' };
  expect(wrongInHouse([draft], plan)).toEqual({});
  expect(houseOf([draft], plan)).toEqual([
    { seats: ['A1', 'A2'], places: [{ area: 'floor', count: 3 }], reason: 'Press', releaseMinutes: 90 },
  ]);
  expect(houseOf([{ ...NEW_HOUSE, seats: 'B1', reason: 'Sight' }], plan)[0]).not.toHaveProperty('releaseMinutes');
});
