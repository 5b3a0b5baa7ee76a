import { expect, test } from 'vitest';
import type { EventData, EventEnvelope } from '@docket/contracts/events/envelope';
import { isMergeable, mergeEvents } from './merge-events.ts';

const showId = '01890000-0000-7000-8000-000000000001';
const head = { v: 1, at: '2026-11-26T12:00:00.000Z' } as const;

function seats(id: string, data: Partial<EventData<'seats.changed'>>): EventEnvelope<'seats.changed'> {
  return { ...head, id, type: 'seats.changed', data: { showId, held: [], free: [], sold: [], ...data } };
}

function room(id: string, served: number): EventEnvelope<'room.moved'> {
  return { ...head, id, type: 'room.moved', data: { showId, served, lastPlace: 900, perSecond: served / 10 } };
}

test('seats become the newest state of each, under the name of the last event', () => {
  const merged = mergeEvents([
    seats('a', { held: [[1, 3]], free: [[2, 2]] }),
    seats('b', { sold: [[1, 4]] }),
    seats('c', { held: [[2, 1]] }),
  ]);
  expect(merged).toEqual(seats('c', { sold: [[1, 4]], free: [[2, 2]] }));
});

test('a room is where it has got furthest, also when an older event comes late', () => {
  expect(mergeEvents([room('a', 10), room('b', 40), room('c', 30)])).toEqual({ ...room('b', 40), id: 'c' });
});

test('one alone stays as it is', () => {
  const only = room('a', 10);
  expect(mergeEvents([only])).toBe(only);
});

test('nothing, or events of two types, cannot be merged', () => {
  expect(() => mergeEvents([])).toThrow(RangeError);
  expect(() => mergeEvents([room('a', 1), seats('b', {})])).toThrow(TypeError);
});

test('an event that tells of one person’s work is never merged', () => {
  const data = { userId: showId, tasks: [] };
  expect(isMergeable({ ...head, id: 'a', type: 'queue.moved', data })).toBe(false);
  expect(isMergeable(room('a', 1))).toBe(true);
});
