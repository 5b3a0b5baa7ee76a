import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentBack, shareOf } from './refund-terms.ts';

const at = (minutes: number) => Date.parse('2027-01-31T19:30:00.000Z') - minutes * 60_000;
const booking = (minutes: number, percent: number, movedFrom: string | null = null) => ({
  show: { startsAt: '2027-01-31T19:30:00.000Z', movedFrom },
  refund: { minutes, percent },
});

describe('what goes back', () => {
  it('is the share of the show until its time has come, and nothing from then on', () => {
    expect(percentBack(booking(60, 80), at(61))).toBe(80);
    expect(percentBack(booking(60, 80), at(60))).toBeNull();
    expect(percentBack(booking(0, 80), at(1))).toBe(80);
    expect(percentBack(booking(0, 80), at(0))).toBeNull();
    expect(percentBack(booking(60, 0), at(600))).toBeNull();
  });

  it('is all of it for a show that was moved, until it begins', () => {
    expect(percentBack(booking(60, 0, '2027-01-30T19:30:00.000Z'), at(1))).toBe(100);
    expect(percentBack(booking(60, 0, '2027-01-30T19:30:00.000Z'), at(0))).toBeNull();
  });

  it('is never more than was paid, and exact for amounts that a double cannot multiply', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
        fc.integer({ min: 0, max: 100 }),
        (paid, percent) => {
          const back = shareOf(paid, percent);
          expect(back).toBeLessThanOrEqual(paid);
          // Off by half a unit at most, and up where it is half.
          const off = BigInt(back) * 100n - BigInt(paid) * BigInt(percent);
          expect(off > -50n && off <= 50n).toBe(true);
        },
      ),
    );
  });
});
