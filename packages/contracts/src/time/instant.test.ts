import { expect, test } from 'vitest';
import { calendarDay, clockTime, instant } from './instant.ts';

test.each([
  [instant, '2027-03-28T01:30:00Z', true],
  [instant, '9998-12-31T23:59:59-23:59', true],
  [instant, '9999-12-31T23:59:59-14:00', false],
  [instant, '0001-01-01T00:00:00+14:00', false],
  [instant, '0000-01-01T00:00:00Z', false],
  [clockTime, '2027-03-28T01:30', true],
  [clockTime, '9999-12-31T23:59', false],
  [calendarDay, '2027-03-28', true],
  [calendarDay, '0000-01-01', false],
])('%#: %s', (form, text, good) => {
  expect(form.safeParse(text).success).toBe(good);
  if (good && form === instant) expect(new Date(text).toISOString()).toMatch(/^\d{4}-/);
});
