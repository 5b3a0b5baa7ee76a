import type { Trip } from '@docket/contracts/http/trip';
import { describe, expect, it } from 'vitest';
import { isPast, newerTrip } from './trip-look.ts';

const trip = (change: Partial<Trip>): Trip => ({
  tripId: 'a',
  userId: 'u',
  reference: 'K7M2QX',
  title: 'Banyan House',
  status: 'HELD',
  revision: 2,
  reason: null,
  guest: { name: 'Asha Rao', phone: null },
  requests: null,
  parts: [],
  totalMinor: 900_000,
  currency: 'INR',
  refundMinor: null,
  feeNowMinor: null,
  deadline: null,
  startsAt: '2027-03-12T09:30:00.000Z',
  endsAt: '2027-03-14T05:30:00.000Z',
  createdAt: '2027-03-01T09:30:00.000Z',
  updatedAt: '2027-03-01T09:30:00.000Z',
  ...change,
});

describe('of two copies of a trip', () => {
  it('the newer counts, and one of another trip or an older one changes nothing', () => {
    const held = trip({});
    const newer = trip({ revision: 3, status: 'CONFIRMED' });
    expect(newerTrip(held, newer)).toBe(newer);
    expect(newerTrip(newer, held)).toBe(newer);
    expect(newerTrip(held, trip({}))).toBe(held);
    expect(newerTrip(held, trip({ tripId: 'b', revision: 9 }))).toBe(held);
  });

  it('one that knows what giving up costs by now counts, though nothing else has changed', () => {
    const held = trip({ feeNowMinor: 0 });
    const later = trip({ feeNowMinor: 450_000 });
    expect(newerTrip(held, later)).toBe(later);
  });
});

describe('a trip is past', () => {
  const now = Date.parse('2027-03-13T00:00:00Z');
  const later = Date.parse('2027-03-15T00:00:00Z');
  it.each([
    ['CONFIRMED', now, false],
    ['CONFIRMED', later, true],
    ['CANCELLED', now, true],
    ['HELD', later, false],
  ] as const)('%s', (status, at, past) => expect(isPast(trip({ status }), at)).toBe(past));
});
