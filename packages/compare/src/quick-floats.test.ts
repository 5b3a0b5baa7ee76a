import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createValidator } from './default-validator.ts';
import { PLAIN_FLAGS } from './flags.ts';
import { withinTolerance } from './floats.ts';

const TOLERANCE = 1e-9;
const flags = { ...PLAIN_FLAGS, absoluteTolerance: TOLERANCE };

/** 20 digits, of which a double holds 16 or 17, so that reading them a few at a time is not exact. */
const wanted = fc
  .tuple(fc.integer({ min: 100_000, max: 999_999 }), fc.bigInt({ min: 0n, max: 10n ** 14n - 1n }))
  .map(([whole, fraction]) => ({ whole, fraction }));
const asText = (units: bigint): string => `${units / 10n ** 14n}.${String(units % 10n ** 14n).padStart(14, '0')}`;

/** What follows is there because the last bytes of all are never read quickly. */
function accepts(answer: string, output: string): boolean {
  const validator = createValidator(Buffer.from(`${answer}\nthe end\n`), flags);
  validator.push(Buffer.from(`${output}\nthe end\n`));
  return validator.end().accepted;
}

test('numbers of many digits at the very edge of the tolerance are decided as their nearest doubles are', () => {
  // A double near a million is 1e-10 from its neighbours: a few of those on either side of the edge, where one rounding more decides.
  const offset = fc.bigInt({ min: -40_000n, max: 40_000n });
  const decided = { yes: 0, no: 0 };
  fc.assert(
    fc.property(wanted, offset, fc.boolean(), ({ whole, fraction }, off, below) => {
      const units = BigInt(whole) * 10n ** 14n + fraction;
      const edge = 10n ** 5n + off;
      const [answer, output] = [asText(units), asText(below ? units - edge : units + edge)];
      const expected = withinTolerance(flags, Number(answer), Number(output));
      decided[expected ? 'yes' : 'no'] += 1;
      expect(accepts(answer, output)).toBe(expected);
    }),
    { numRuns: 20_000 },
  );
  expect(Math.min(decided.yes, decided.no)).toBeGreaterThan(2_000);
});
