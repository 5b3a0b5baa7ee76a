import type { Room, RoomEntry } from '@docket/contracts/http/waiting-room';
import { describe, expect, it } from 'vitest';
import { moveRoom, updateEntry } from './room-state.ts';

const showId = '0192f0c1-2e5e-7c1a-9c3d-5a4b3c2d1e0f';
const entry: RoomEntry = {
  showId,
  entrantId: '0192f0c1-2e5e-7c1a-9c3d-5a4b3c2d1e10',
  status: 'WAITING',
  revision: 1,
  early: true,
  place: null,
  joinedAt: '2026-01-01T00:00:00.000Z',
  pass: null,
  deadline: null,
};
const room: Room = {
  showId,
  opensAt: '2026-01-01T00:10:00.000Z',
  open: false,
  commitment: 'ab',
  channel: `room:${showId}`,
  served: 0,
  lastPlace: 0,
  perSecond: 0,
  entry,
  ahead: null,
  expectedWaitSeconds: null,
};

describe('a place in the waiting room', () => {
  it('is drawn, comes nearer, and leads in', () => {
    const drawn = updateEntry(room, { ...entry, revision: 2, place: 41 });
    expect(drawn).toMatchObject({ open: true, ahead: 40, expectedWaitSeconds: null });
    const moved = moveRoom(drawn, { showId, served: 20, lastPlace: 500, perSecond: 4 });
    expect(moved).toMatchObject({ ahead: 20, expectedWaitSeconds: 5, lastPlace: 500 });
    expect(moveRoom(moved, { showId, served: 10, lastPlace: 500, perSecond: 4 })).toBe(moved);
    const inside = updateEntry(moved, { ...entry, revision: 3, place: 41, status: 'ADMITTED', pass: 'p' });
    expect(inside).toMatchObject({ ahead: null, entry: { pass: 'p' } });
    expect(updateEntry(inside, { ...entry, revision: 2, place: 41 })).toBe(inside);
  });
});
