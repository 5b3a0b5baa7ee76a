import { expect, it } from 'vitest';
import { moveOf, wrongInMove } from './show-move.ts';

const draft = { date: '2027-03-27', time: '19:30', fold: '0', minutes: '120' };

it('a show is moved to a time of its city', () => {
  expect(moveOf(draft, 'Europe/Lisbon')).toEqual({ startsAt: '2027-03-27T19:30:00.000Z', minutes: 120 });
  expect(wrongInMove(draft, 'Europe/Lisbon')).toEqual({});
});

it('a time that comes twice is the one that is chosen, and one that never comes is told with those beside it', () => {
  const back = { ...draft, date: '2027-10-31', time: '01:30' };
  expect(['0', '1'].map((fold) => moveOf({ ...back, fold }, 'Europe/Lisbon'))).toEqual([
    { startsAt: '2027-10-31T00:30:00.000Z', minutes: 120 },
    { startsAt: '2027-10-31T01:30:00.000Z', minutes: 120 },
  ]);
  const gap = { ...draft, date: '2027-03-28', time: '01:30' };
  expect(wrongInMove(gap, 'Europe/Lisbon')['time']).toContain(
    'nearest times are 2027-03-28 00:55 and 2027-03-28 02:00',
  );
});

it('what is left empty is asked for', () => {
  expect(Object.keys(wrongInMove({ date: '', time: '', fold: '0', minutes: '' }, 'Europe/Lisbon'))).toEqual([
    'date',
    'time',
    'minutes',
  ]);
});
