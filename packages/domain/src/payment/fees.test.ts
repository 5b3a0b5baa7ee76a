import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEES, feesOf, type FeeRule } from './fees.ts';

const rules = (rule: FeeRule) => ({ ...FEES, card: rule });

describe('fees', () => {
  it.each([
    // 1.5 % of 1,900.00 is 28.50, and 18 % of that 5.13.
    [190_000n, 2_850n, 513n],
    [1n, 0n, 0n],
    // Half up: 0.5 is 1.
    [33n, 0n, 0n],
    [34n, 1n, 0n],
    [9_007_199_254_740_991n, 135_107_988_821_115n, 24_319_437_987_801n],
  ])('of a card for %d are %d and %d of tax', (amount, feeMinor, taxMinor) => {
    expect(feesOf('card', amount)).toEqual({ feeMinor, taxMinor });
  });

  it('are nothing where the way costs nothing', () => {
    for (const method of ['netbanking', 'upi', 'wallet', 'bank_transfer'] as const)
      expect(feesOf(method, 190_000n)).toEqual({ feeMinor: 0n, taxMinor: 0n });
  });

  it('are within half a minor unit of what they would be exactly, and never fall when the amount grows', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 15n }),
        fc.nat({ max: 10_000 }),
        fc.nat({ max: 10_000 }),
        (amount, share, tax) => {
          const rule = rules({ basisPoints: share, fixedMinor: 0, taxBasisPoints: tax });
          const { feeMinor, taxMinor } = feesOf('card', amount, rule);
          const error = feeMinor * 10_000n - amount * BigInt(share);
          expect(error > -5_000n && error <= 5_000n).toBe(true);
          const taxError = taxMinor * 10_000n - feeMinor * BigInt(tax);
          expect(taxError > -5_000n && taxError <= 5_000n).toBe(true);
          expect(feesOf('card', amount + 1n, rule).feeMinor >= feeMinor).toBe(true);
        },
      ),
    );
  });
});
