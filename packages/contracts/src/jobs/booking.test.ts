import { expect, test } from 'vitest';
import { jobs } from './registry.ts';

test('a job of one booking, as the version before left it, is read as one of a batch', () => {
  const id = '0190a0a0-0000-7000-8000-000000000001';
  const { payload } = jobs['booking.place'];
  expect(payload.parse({ bookingId: id })).toEqual({ bookingIds: [id] });
  // Parsed on enqueue and again on execute.
  expect(payload.parse(payload.parse({ bookingId: id }))).toEqual({ bookingIds: [id] });
  expect(payload.safeParse({ bookingIds: [] }).success).toBe(false);
});
