import { expect, test } from 'vitest';
import type { BookingDetail } from '@docket/contracts/http/booking';
import { mergeBooking } from './booking-state.ts';

const detail = (revision: number, startsAt = '2027-01-01T20:00:00.000Z') =>
  ({ bookingId: 'b', revision, show: { status: 'ON_SALE', startsAt } }) as unknown as BookingDetail;

test('a snapshot that says nothing new changes nothing; a newer one, or one that knows more of the show, does', () => {
  const held = detail(2);
  expect(mergeBooking(held, detail(2))).toBe(held);
  expect(mergeBooking(held, detail(1))).toBe(held);
  const moved = detail(2, '2027-01-01T21:00:00.000Z');
  expect(mergeBooking(held, moved)).toBe(moved);
  const newer = detail(3);
  expect(mergeBooking(held, newer)).toBe(newer);
});
