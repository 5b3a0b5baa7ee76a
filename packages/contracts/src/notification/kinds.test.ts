import { describe, expect, it } from 'vitest';
import type { Words } from './kind.ts';
import {
  composeNotification,
  notificationKindNames,
  type NotificationData,
  type NotificationKindName,
} from './kinds.ts';

const words: Words = {
  time: (at, zone) => `<${at}${zone === undefined ? '' : ` ${zone}`}>`,
  money: (minor, of) => `<${minor} ${of}>`,
};
const id = '0190a0a0-0000-7000-8000-000000000001';
const show = { title: 'Hamlet', venue: 'Globe', startsAt: '2027-01-02T20:00:00.000Z', timezone: 'Asia/Kolkata' };

const examples: { readonly [K in NotificationKindName]: NotificationData<K> } = {
  booking_confirmed: { bookingId: id, ...show, seats: ['C12', 'C13', 'C14'] },
  seats_offered: { showId: id, ...show, seats: ['A1'], deadline: '2027-01-01T10:00:00.000Z' },
  show_cancelled: { showId: id, ...show, hadSeats: true },
  show_moved: { showId: id, ...show, movedFrom: '2027-01-01T20:00:00.000Z' },
  trip_confirmed: {
    tripId: id,
    title: 'Sea View',
    reference: 'H7K2QM',
    startsAt: '2027-01-02T08:30:00.000Z',
    timezone: 'Asia/Kolkata',
  },
  trip_cancelled: { tripId: id, title: 'Sea View', reference: 'H7K2QM', refundMinor: 520_000, currency: 'INR' },
  refund_done: { paymentId: id, amountMinor: 190_000, currency: 'INR', reason: 'too_late' },
  withdrawal_ended: { withdrawalId: id, amountMinor: 5_000, currency: 'EUR', paid: false, to: '…4821' },
  webhook_disabled: {
    endpointId: id,
    host: 'shop.example.org',
    why: 'failing',
    failingSince: '2027-01-01T10:00:00.000Z',
  },
  withdrawal_returned: { withdrawalId: id, amountMinor: 5_000, currency: 'EUR', to: '…4821' },
  contest_told: { contestId: id, slug: 'autumn', title: 'Autumn contest', clarificationId: id, kind: 'announcement' },
  signed_in: {
    sessionId: id,
    way: 'passkey',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
    address: '203.0.113.9',
    at: '2027-01-01T10:00:00.000Z',
  },
};

describe('what notifications say', () => {
  it.each(notificationKindNames)('%s has a title, a text and a place in the app', (name) => {
    const said = composeNotification(name, examples[name], words);
    expect(said?.title).toMatch(/^\S.*\S$/);
    expect(said?.text).toMatch(/^[A-Z<].*\.$/);
    expect(said?.link).toMatch(/^\/\w/);
    expect(`${said?.title} ${said?.text}`).not.toMatch(/undefined|null|NaN|\[object/);
  });

  it('times of a place are told by its clocks, and others by the reader’s', () => {
    expect(composeNotification('booking_confirmed', examples.booking_confirmed, words)?.text).toBe(
      'You have seats C12, C13 and C14 on <2027-01-02T20:00:00.000Z Asia/Kolkata>, Globe. Your tickets are in the app.',
    );
    expect(composeNotification('seats_offered', examples.seats_offered, words)?.text).toBe(
      'Seat A1 became free and is kept for you until <2027-01-01T10:00:00.000Z>.',
    );
  });

  it('one of a newer server says nothing, rather than something wrong', () => {
    expect(composeNotification('moon_landed', {}, words)).toBeUndefined();
    expect(composeNotification('refund_done', { amountMinor: 1 }, words)).toBeUndefined();
  });
});
