import { describe, expect, it } from 'vitest';
import { seatCount, seatsOf } from './seat-map.ts';
import { checkDigit, ticketNumber } from './ticket-number.ts';

describe('the number of a ticket', () => {
  it('is the three digits of its carrier and ten of its own', () => {
    expect(ticketNumber('701', 2_400_000_001)).toBe('7012400000001');
    expect(ticketNumber('009', 0)).toBe('0090000000000');
    expect(() => ticketNumber('70', 1)).toThrow(RangeError);
    expect(() => ticketNumber('701', 10_000_000_000)).toThrow(RangeError);
    expect(() => ticketNumber('701', 0.5)).toThrow(RangeError);
  });

  it('has a check digit that tells one wrong digit, and most swaps', () => {
    const number = ticketNumber('701', 2_412_345_678);
    const right = checkDigit(number);
    expect(right).toBe(2_412_345_678 % 7);
    let seen = 0;
    for (let at = 3; at < 13; at += 1)
      for (let digit = 0; digit < 10; digit += 1) {
        const wrong = `${number.slice(0, at)}${digit}${number.slice(at + 1)}`;
        // Digits that differ by seven leave the same.
        if (Math.abs(digit - Number(number[at])) % 7 === 0) continue;
        seen += 1;
        expect(checkDigit(wrong)).not.toBe(right);
      }
    expect(seen).toBeGreaterThan(80);
    expect(() => checkDigit('701')).toThrow(RangeError);
  });
});

describe('a cabin', () => {
  const cabin = { layout: 'ABC DEF', firstRow: 4, rows: 2, exits: [5] };

  it('has its seats row by row, and says which are at the window and at the aisle', () => {
    const seats = seatsOf(cabin);
    expect(seatCount(cabin)).toBe(12);
    expect(seats.map(({ seat }) => seat).slice(5, 7)).toEqual(['4F', '5A']);
    expect(seats.slice(0, 6).map(({ kind }) => kind)).toEqual([
      'window',
      'middle',
      'aisle',
      'aisle',
      'middle',
      'window',
    ]);
    expect(seats.filter(({ exit }) => exit)).toHaveLength(6);
    expect(
      seatsOf({ ...cabin, layout: 'A DG K' })
        .slice(0, 4)
        .map(({ kind }) => kind),
    ).toEqual(['window', 'aisle', 'aisle', 'window']);
  });
});
