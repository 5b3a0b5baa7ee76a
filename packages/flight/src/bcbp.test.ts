import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BCBP_LENGTH, readBoardingPass, writeBoardingPass, type BoardingPass } from './bcbp.ts';

const pass: BoardingPass = {
  surname: 'DESMARAIS',
  given: 'LUC',
  locator: 'ABC123',
  from: 'YUL',
  to: 'FRA',
  carrier: 'AC',
  number: '834',
  day: '2026-11-22',
  compartment: 'J',
  seat: '1A',
  sequence: 25,
  status: '1',
};

// The example that the field passes around, with nothing conditional behind it.
it('is written as the resolution has it', () => {
  expect(writeBoardingPass(pass)).toBe('M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 326J001A0025 100');
});

it('counts days of leap years', () => {
  expect(writeBoardingPass({ ...pass, day: '2028-12-31' }).slice(44, 47)).toBe('366');
});

it('is read as it was written, and is 60 characters', () => {
  const letters = fc.stringMatching(/^[A-Z]{1,8}$/);
  const any = fc.record({
    surname: letters,
    given: letters,
    locator: fc.stringMatching(/^[A-Z0-9]{5,7}$/),
    from: fc.stringMatching(/^[A-Z]{3}$/),
    to: fc.stringMatching(/^[A-Z]{3}$/),
    carrier: fc.constantFrom('AI', '6E', 'DLH'),
    number: fc
      .tuple(fc.integer({ min: 1, max: 9_999 }), fc.constantFrom('', 'B'))
      .map(([n, letter]) => `${n}${letter}`),
    compartment: fc.constantFrom('F', 'J', 'W', 'Y'),
    seat: fc.option(
      fc.tuple(fc.integer({ min: 1, max: 399 }), fc.constantFrom('A', 'K')).map(([row, letter]) => `${row}${letter}`),
    ),
    sequence: fc.integer({ min: 1, max: 9_999 }),
    status: fc.constantFrom('0', '1', '3'),
  });
  fc.assert(
    fc.property(any, (each) => {
      const code = writeBoardingPass({ ...each, day: '2027-01-02' });
      expect(code).toHaveLength(BCBP_LENGTH);
      expect(readBoardingPass(code)).toEqual({ ...each, dayOfYear: 2 });
    }),
  );
});

it.each([
  [{ surname: 'Desmarais' }, 'surname'],
  [{ seat: 'A1' }, 'seat'],
  [{ number: '12345' }, 'number'],
  [{ sequence: 0 }, 'sequence'],
  [{ day: '2027-02-29' }, 'day'],
  [{ locator: 'AB' }, 'locator'],
])('%o is refused by its name', (wrong, field) => {
  expect(() => writeBoardingPass({ ...pass, ...wrong })).toThrow(new RegExp(`^${field}:`));
});

it('refuses what is no boarding pass', () => {
  expect(() => readBoardingPass('M1SHORT')).toThrow(RangeError);
});
