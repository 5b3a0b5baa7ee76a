import type { Booking } from '@docket/contracts/http/booking';
import { expect, test } from 'vitest';
import { describeBooking, describeSeats } from './booking-lines.ts';

const held: Booking = {
  bookingId: '01890000-0000-7000-8000-000000000001',
  userId: '01890000-0000-7000-8000-000000000002',
  kind: 'seats',
  showId: '01890000-0000-7000-8000-000000000003',
  places: [],
  seats: ['C4', 'C5'],
  status: 'HELD',
  revision: 1,
  reason: null,
  alternatives: [],
  priceMinor: 90_050,
  currency: 'INR',
  lines: [],
  voucher: null,
  discountMinor: 0,
  deadline: '2026-01-01T00:10:00.000Z',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};

test('a hold is told with its deadline and price, a refusal with what is free nearby', () => {
  expect(describeBooking('asha', held)).toMatch(/asha .*C4 C5 .*held until 2026-01-01T00:10:00\.000Z, 900\.50 INR$/);
  const refused: Booking = {
    ...held,
    status: 'REFUSED',
    reason: 'seats_taken',
    alternatives: [
      ['C6', 'C7'],
      ['B4', 'B5'],
    ],
  };
  expect(describeBooking('bento', refused)).toMatch(/refused: seats_taken; free nearby: C6 C7, B4 B5$/);
  expect(describeBooking('bento', { ...refused, alternatives: [] })).toMatch(/nearby: nothing$/);
});

test('seats are told by their labels and what they are now', () => {
  const change = {
    showId: held.showId,
    held: [[4, 1] as [number, number]],
    free: [[9, 3] as [number, number]],
    sold: [],
  };
  expect(describeSeats(change, new Map([[4, 'C4']]))).toMatch(/C4 held; seat 9 free$/);
});
