import { expect, test } from 'vitest';
import { dayIn } from './local-day.ts';

test.each([
  ['Asia/Kolkata', '2026-03-28T19:00:00Z', 0, '2026-03-29', '00:30'],
  ['America/New_York', '2026-01-01T03:00:00Z', 0, '2025-12-31', '22:00'],
  // The day the clocks go forward has 23 hours.
  ['Europe/Lisbon', '2026-03-28T23:30:00Z', 1, '2026-03-29', '23:30'],
  ['Europe/Lisbon', '2026-03-28T23:30:00Z', 2, '2026-03-30', '23:30'],
])('in %s at %s', (zone, at, days, date, time) => {
  expect(dayIn(zone, new Date(at), days)).toEqual({ date, time });
});
