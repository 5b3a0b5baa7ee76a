import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SeatsChanged } from '@docket/contracts/events/booking';
import { ChannelMerger, type MergeableEvent } from './channel-merger.ts';

const showId = '01890000-0000-7000-8000-000000000001';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function anEvent(id: string, data: Partial<SeatsChanged>, channel = `show:${showId}`): MergeableEvent {
  return {
    topic: 'event',
    id,
    channel,
    envelope: {
      v: 1,
      id,
      type: 'seats.changed',
      at: '2026-11-26T12:00:00.000Z',
      data: { showId, held: [], free: [], sold: [], ...data },
    },
  };
}

function aMerger() {
  const published: { readonly ids: string[]; readonly channel: string; readonly data: SeatsChanged }[] = [];
  const merger = new ChannelMerger({
    publish: async (rows, { channel, envelope }) => {
      if (envelope.type !== 'seats.changed') throw new Error(`another type: ${envelope.type}`);
      published.push({ ids: rows.map((row) => row.id), channel, data: envelope.data });
    },
  });
  return { merger, published };
}

describe('a busy channel', () => {
  it('sends the first at once and what follows together, the newest state of each seat', async () => {
    const { merger, published } = aMerger();
    merger.add(anEvent('a', { held: [[1, 1]] }));
    expect(published.map(({ ids }) => ids)).toEqual([['a']]);
    merger.add(
      anEvent('b', {
        held: [
          [2, 1],
          [3, 1],
        ],
      }),
    );
    merger.add(anEvent('c', { free: [[2, 2]] }));
    merger.add(anEvent('d', { held: [[2, 1]] }));
    expect(published).toHaveLength(1);
    await vi.runAllTimersAsync();
    expect(published).toHaveLength(2);
    expect(published[1]).toMatchObject({ ids: ['b', 'c', 'd'], data: { free: [[2, 2]], held: [[3, 1]], sold: [] } });
  });

  it('keeps channels apart, and is at rest again after a while', async () => {
    const { merger, published } = aMerger();
    merger.add(anEvent('a', { held: [[1, 1]] }));
    merger.add(anEvent('b', { held: [[1, 1]] }, 'show:other'));
    expect(published.map(({ channel }) => channel)).toEqual([`show:${showId}`, 'show:other']);
    await vi.runAllTimersAsync();
    expect(vi.getTimerCount()).toBe(0);
    merger.add(anEvent('c', { held: [[2, 1]] }));
    expect(published).toHaveLength(3);
  });

  it('leaves nothing behind when it ends', async () => {
    const { merger, published } = aMerger();
    merger.add(anEvent('a', { held: [[1, 1]] }));
    merger.add(anEvent('b', { sold: [[1, 2]] }));
    await merger.drain();
    expect(published.at(-1)).toMatchObject({ ids: ['b'], data: { sold: [[1, 2]] } });
  });
});
