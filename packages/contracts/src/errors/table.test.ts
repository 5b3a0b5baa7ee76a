import { expect, test } from 'vitest';
import { ERROR_CODES, errorCodes, httpStatusOf } from '../errors.ts';
import { mergeTables } from './table.ts';

test('a code of two areas is refused, whatever it means there', () => {
  const first = { seats_taken: [409, 'Somebody has them'] } as const;
  const second = { seats_taken: [409, 'Somebody has them'], room_taken: [409, 'Somebody has it'] } as const;
  expect(mergeTables(first, { room_taken: second.room_taken })).toEqual(second);
  expect(() => mergeTables(first, second)).toThrow('seats_taken belongs to two areas');
});

test('every code is in snake case, travels under a status of errors and says what it means', () => {
  expect(errorCodes.length).toBeGreaterThan(70);
  for (const code of errorCodes) {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(httpStatusOf(code)).toBeGreaterThanOrEqual(400);
    expect(ERROR_CODES[code][1]).toMatch(/^[A-Z].*[^.]$/);
  }
});
