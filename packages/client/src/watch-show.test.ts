import type { ShowSeats } from '@docket/contracts/http/show-seats';
import { describe, expect, it } from 'vitest';
import { DocketApiError } from './errors.ts';
import type { RealtimeListener, RealtimeState } from './realtime.ts';
import { SeatStates, type SeatDelta } from './seat-states.ts';
import { watchShow, type ShowSource } from './watch-show.ts';

const SHOW = '0192f0c1-2e5e-7c1a-9c3d-5a4b3c2d1e0f';
const SLOW = { offline: 60_000, live: 60_000 };
const NOTHING: SeatDelta = { held: [], free: [], sold: [] };

describe('the seats of a show', () => {
  it('keep the higher version of each, whatever comes twice, late or before its snapshot', () => {
    const seats = new SeatStates(10);
    expect(seats.take({ ...NOTHING, held: [[3, 5]], sold: [[4, 2]] })).toEqual([3, 4]);
    expect(seats.take({ ...NOTHING, free: [[3, 4]] })).toEqual([]);
    expect(seats.take({ ...NOTHING, held: [[3, 5]] })).toEqual([]);
    expect([seats.of(3), seats.of(4), seats.of(5)]).toEqual(['held', 'sold', 'free']);
    expect(seats.take({ ...NOTHING, free: [[3, 6]], held: [[5, 1]] }).toSorted()).toEqual([3, 5]);
    expect([seats.count('free'), seats.count('held'), seats.count('sold')]).toEqual([8, 1, 1]);
  });
});

/** A server that the test moves by hand. */
function aServer(delta: Partial<SeatDelta> = {}) {
  const listeners = new Set<RealtimeListener>();
  const server = {
    seats: { ...NOTHING, ...delta },
    reads: 0,
    since: undefined as unknown,
    connection: 'live' as RealtimeState,
    failNext: undefined as Error | undefined,
    listeners,
    publish: (data: Partial<SeatDelta>) => {
      for (const listener of listeners)
        listener.event?.({
          v: 1,
          id: 'e',
          type: 'seats.changed',
          at: '2026-01-01T00:00:01.000Z',
          data: {
            showId: SHOW,
            held: [...(data.held ?? [])],
            free: [...(data.free ?? [])],
            sold: [...(data.sold ?? [])],
          },
        });
    },
    resync: (recovered: boolean) => {
      for (const listener of listeners) listener.resync?.(recovered);
    },
  };
  const source: ShowSource = {
    read: async () => {
      server.reads += 1;
      const failure = server.failNext;
      server.failNext = undefined;
      if (failure !== undefined) throw failure;
      return {
        showId: SHOW,
        capacity: 10,
        freeCount: 10,
        held: [...server.seats.held],
        free: [...server.seats.free],
        sold: [...server.seats.sold],
        channel: `show:${SHOW}`,
        position: { epoch: 'x', offset: 7 },
        at: '2026-01-01T00:00:00.000Z',
      } satisfies ShowSeats;
    },
    listenTo: (_, listener, since) => {
      server.since = since;
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    connection: () => server.connection,
  };
  return { server, source };
}

describe('watchShow', () => {
  it('begins the subscription where the snapshot stands, and reads no second time when all was replayed', async () => {
    const { server, source } = aServer({ sold: [[1, 1]] });
    const watch = watchShow(source, SHOW, { pollMs: SLOW });
    expect((await watch.next()).value?.changed).toEqual([1]);
    expect(server.since).toEqual({ epoch: 'x', offset: 7 });
    server.resync(true);
    server.publish({ held: [[2, 1]] });
    expect((await watch.next()).value?.changed).toEqual([2]);
    expect(server.reads).toBe(1);
    await watch.return();
    expect(server.listeners.size).toBe(0);
  });

  it('reads again after a gap', async () => {
    const { server, source } = aServer();
    const watch = watchShow(source, SHOW, { pollMs: SLOW });
    await watch.next();
    server.seats = { ...NOTHING, held: [[4, 1]] };
    server.resync(false);
    const step = await watch.next();
    expect(step.value?.changed).toEqual([4]);
    expect(step.value?.seats.of(4)).toBe('held');
    expect(server.reads).toBe(2);
    await watch.return();
  });

  it('reads every few seconds without a socket, and says so', async () => {
    const { server, source } = aServer();
    server.connection = 'away';
    const watch = watchShow(source, SHOW, { pollMs: { offline: 5, live: 60_000 } });
    expect((await watch.next()).value?.live).toBe(false);
    server.seats = { ...NOTHING, sold: [[9, 2]] };
    expect((await watch.next()).value?.changed).toEqual([9]);
    await watch.return();
  });

  it('goes on through a failed read but not through a refusal', async () => {
    const { server, source } = aServer();
    server.failNext = new DocketApiError({ code: 'unavailable', status: 503, title: '', detail: 'away' });
    const watch = watchShow(source, SHOW, { pollMs: SLOW });
    expect((await watch.next()).value?.seats.capacity).toBe(10);
    expect(server.reads).toBe(2);
    server.failNext = new DocketApiError({ code: 'show_not_found', status: 404, title: '', detail: 'gone' });
    server.resync(false);
    await expect(watch.next()).rejects.toThrow('gone');
    expect(server.listeners.size).toBe(0);
  });
});
