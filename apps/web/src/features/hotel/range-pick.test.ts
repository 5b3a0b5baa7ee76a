import { describe, expect, it } from 'vitest';
import { addDays } from './days.ts';
import { isPickable, mayDepart, picked, type DayRule, type Range } from './range-pick.ts';

const NONE: Range = { arrival: undefined, departure: undefined };
const free: DayRule = { night: true, arrival: true, departure: true, minStay: 1 };
const rules = (special: Readonly<Record<string, Partial<DayRule>>>) => (day: string) => ({ ...free, ...special[day] });

describe('choosing days', () => {
  it('takes the first press as arrival, the second as departure, the third as arrival again', () => {
    const open = rules({});
    const first = picked(NONE, '2027-03-12', open);
    expect(first).toEqual({ arrival: '2027-03-12', departure: undefined });
    const both = picked(first, '2027-03-14', open);
    expect(both).toEqual({ arrival: '2027-03-12', departure: '2027-03-14' });
    expect(picked(both, '2027-03-20', open)).toEqual({ arrival: '2027-03-20', departure: undefined });
  });

  it('begins anew with a day that is before the arrival', () => {
    expect(picked({ arrival: '2027-03-12', departure: undefined }, '2027-03-10', rules({}))).toEqual({
      arrival: '2027-03-10',
      departure: undefined,
    });
  });

  it('ends a stay on a day whose own night is sold out, and lets none go through one', () => {
    const soldOut = rules({ '2027-03-14': { night: false } });
    expect(mayDepart('2027-03-12', '2027-03-14', soldOut)).toBe(true);
    expect(mayDepart('2027-03-12', '2027-03-15', soldOut)).toBe(false);
    expect(isPickable(NONE, '2027-03-14', soldOut)).toBe(false);
  });

  it('keeps to shortest stays, and to days on which nobody arrives or leaves', () => {
    const strict = rules({
      '2027-03-12': { minStay: 3 },
      '2027-03-16': { departure: false },
      '2027-03-17': { arrival: false },
    });
    const half: Range = { arrival: '2027-03-12', departure: undefined };
    expect(mayDepart('2027-03-12', '2027-03-14', strict)).toBe(false);
    expect(picked(half, '2027-03-15', strict)).toEqual({ arrival: '2027-03-12', departure: '2027-03-15' });
    expect(mayDepart('2027-03-12', '2027-03-16', strict)).toBe(false);
    expect(isPickable(NONE, '2027-03-17', strict)).toBe(false);
    expect(isPickable(half, '2027-03-17', strict)).toBe(true);
  });

  it('sells no more nights at once than there are', () => {
    expect(mayDepart('2027-03-12', addDays('2027-03-12', 60), rules({}))).toBe(true);
    expect(mayDepart('2027-03-12', addDays('2027-03-12', 61), rules({}))).toBe(false);
  });

  it('has nothing against a day of which nothing is known', () => {
    expect(mayDepart('2027-03-12', '2027-03-14', () => undefined)).toBe(true);
  });
});
