import { applyBookingEvent, mergeBooking } from '@docket/client/booking-state';
import type { RealtimeListener } from '@docket/client/realtime';
import { bookingUpdated } from '@docket/contracts/events/booking';
import type { EventEnvelope } from '@docket/contracts/events/envelope';
import type { BookingDetail } from '@docket/contracts/http/booking';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { follow, settle, type Live } from './follow.ts';
import { again } from './merge.ts';

const KEY = ['bookings', 'one', 'b'] as const;

/** A channel that says what a test lets it say. */
function fakeChannel() {
  const own = new Set<RealtimeListener>();
  const channels = new Map<string, Set<RealtimeListener>>();
  const join = (listeners: Set<RealtimeListener>, listener: RealtimeListener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    listen: (listener: RealtimeListener) => join(own, listener),
    listenTo(channel: string, listener: RealtimeListener) {
      const listeners = channels.get(channel) ?? new Set();
      channels.set(channel, listeners);
      return join(listeners, listener);
    },
    say: (event: EventEnvelope) => own.forEach((listener) => listener.event?.(event)),
    sayOn: (channel: string, event: EventEnvelope) =>
      channels.get(channel)?.forEach((listener) => listener.event?.(event)),
    resync: (recovered: boolean) => own.forEach((listener) => listener.resync?.(recovered)),
    listeners: () => own.size + [...channels.values()].reduce((sum, listeners) => sum + listeners.size, 0),
  };
}

const event = (revision: number, id = `event ${revision}`): EventEnvelope<'booking.updated'> => ({
  v: 1,
  id,
  type: 'booking.updated',
  at: '2026-01-01T00:00:00.000Z',
  data: bookingUpdated.parse({
    bookingId: '01890000-0000-7000-8000-000000000001',
    userId: '01890000-0000-7000-8000-000000000002',
    kind: 'seats',
    showId: '01890000-0000-7000-8000-000000000003',
    seats: ['A1'],
    status: 'HELD',
    revision,
    reason: null,
    alternatives: [],
    priceMinor: null,
    currency: null,
    deadline: null,
    lines: [],
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
  }),
});

const booking = (revision: number): BookingDetail => ({
  ...event(revision).data,
  refund: { minutes: 1_440, percent: 100 },
  show: {
    title: 'A play',
    startsAt: '2026-02-01T19:00:00.000Z',
    endsAt: '2026-02-01T21:00:00.000Z',
    timezone: 'Europe/Berlin',
    venue: 'Here',
    hall: 'Small',
    city: 'Berlin',
    status: 'ON_SALE',
    movedFrom: null,
  },
  named: [],
});

const rules: Live<BookingDetail> = {
  on: { 'booking.updated': (held, { data }) => applyBookingEvent(held, data) },
};

describe('following a query', () => {
  let queryClient: QueryClient;
  let channel: ReturnType<typeof fakeChannel>;
  /** Reads that wait for their answer, the oldest first. */
  let asked: ((answer: BookingDetail) => void)[];
  let reads: number;
  const ends: (() => void)[] = [];

  function begin(live: Live<BookingDetail> = rules, following = true) {
    const observer = new QueryObserver<BookingDetail>(queryClient, {
      queryKey: KEY,
      queryFn: () => {
        reads += 1;
        return new Promise<BookingDetail>((resolve) => asked.push(resolve));
      },
      staleTime: Infinity,
      structuralSharing: following
        ? (held, read) => settle(queryClient, KEY, live, held as BookingDetail | undefined, read as BookingDetail)
        : true,
    });
    ends.push(observer.subscribe(() => undefined));
    const end = follow(channel, queryClient, KEY, () => live, live.channel);
    ends.push(end);
    return end;
  }
  async function answer(revision: number) {
    asked.shift()?.(booking(revision));
    await new Promise((resolve) => setTimeout(resolve));
  }
  const held = () => queryClient.getQueryData<BookingDetail>(KEY)?.revision;

  beforeEach(() => {
    queryClient = new QueryClient();
    channel = fakeChannel();
    asked = [];
    reads = 0;
  });
  afterEach(() => {
    for (const end of ends.splice(0)) end();
    queryClient.clear();
  });

  it('takes in what comes, and drops what is older than what is held', async () => {
    begin();
    await answer(1);
    channel.say(event(3));
    expect(held()).toBe(3);
    channel.say(event(2));
    channel.say(event(3));
    expect(held()).toBe(3);
    expect(reads).toBe(1);
  });

  it('loses nothing that came while the first read was on its way', async () => {
    begin();
    channel.say(event(2));
    expect(held()).toBeUndefined();
    await answer(1);
    expect(held()).toBe(2);
  });

  it('would lose it if the answer alone counted (negative control)', async () => {
    begin(rules, false);
    channel.say(event(2));
    await answer(1);
    expect(held()).toBe(1);
  });

  it('goes back for no answer that was on its way for longer than an event', async () => {
    begin();
    await answer(1);
    channel.resync(false);
    channel.say(event(3));
    await answer(2);
    expect(held()).toBe(3);
  });

  it('keeps what is held over an older answer, where the query says how', async () => {
    begin({ ...rules, read: mergeBooking });
    await answer(1);
    channel.say(event(3));
    channel.resync(false);
    await answer(2);
    expect(held()).toBe(3);
  });

  it('reads again after a gap and not after one that was filled', async () => {
    begin();
    await answer(1);
    channel.resync(true);
    expect(reads).toBe(1);
    channel.resync(false);
    expect(reads).toBe(2);
  });

  it('reads once more after a read that may have begun before the gap, however often it is told', async () => {
    begin();
    channel.resync(false);
    channel.resync(false);
    expect(reads).toBe(1);
    await answer(1);
    expect(reads).toBe(2);
    await answer(2);
    expect(reads).toBe(2);
    expect(held()).toBe(2);
  });

  it('asks the server where an event is not all', async () => {
    begin({ on: { 'booking.updated': (state, { data }) => again(applyBookingEvent(state, data)) } });
    await answer(1);
    channel.say(event(2));
    expect(held()).toBe(2);
    expect(reads).toBe(2);
  });

  it('hears a public channel beside the own one, and nothing once it has ended', async () => {
    const end = begin({ ...rules, channel: 'show:1' });
    await answer(1);
    expect(channel.listeners()).toBe(2);
    channel.sayOn('show:1', event(2));
    channel.sayOn('show:2', event(3));
    expect(held()).toBe(2);
    end();
    expect(channel.listeners()).toBe(0);
    channel.say(event(4));
    expect(held()).toBe(2);
  });

  it('draws nothing anew for an event that changes nothing', async () => {
    begin();
    await answer(1);
    const before = queryClient.getQueryData(KEY);
    channel.say(event(1, 'once more'));
    expect(queryClient.getQueryData(KEY)).toBe(before);
  });
});
