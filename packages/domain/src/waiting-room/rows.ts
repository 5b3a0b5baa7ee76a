import { DocketError } from '@docket/contracts/errors';
import { userChannel } from '@docket/contracts/events/envelope';
import { roomChannel } from '@docket/contracts/events/waiting-room';
import type { RoomEntry } from '@docket/contracts/http/waiting-room';
import type { NewEvent } from '../spine/emit.ts';

export function roomNotFound(): DocketError {
  return new DocketError('room_not_found', 'This show is sold without a waiting room; book its seats directly.');
}

export function showNotFound(): DocketError {
  return new DocketError('show_not_found', 'There is no such show.');
}

/** An entry as `ENTRY_COLUMNS` reads it. */
export type EntryRow = {
  id: string;
  show_id: string;
  user_id: string;
  status: RoomEntry['status'];
  revision: number;
  early: boolean;
  place: number | null;
  joined_at: Date;
  deadline: Date | null;
};

/** Of `room_entries e`. */
export const ENTRY_COLUMNS =
  'e.id, e.show_id, e.user_id, e.status, e.revision, e.early, e.place, e.joined_at, e.deadline';

/** @param pass of one who is inside; null for everybody else */
export function toEntry(row: EntryRow, pass: string | null): RoomEntry {
  return {
    showId: row.show_id,
    entrantId: row.id,
    status: row.status,
    revision: row.revision,
    early: row.early,
    place: row.place,
    joinedAt: row.joined_at.toISOString(),
    pass,
    deadline: row.status === 'ADMITTED' ? (row.deadline?.toISOString() ?? null) : null,
  };
}

/** To its user. */
export function roomUpdated(row: EntryRow, pass: string | null = null): NewEvent<'room.updated'> {
  const data = { ...toEntry(row, pass), userId: row.user_id };
  return { channel: userChannel(row.user_id), type: 'room.updated', data };
}

/** How far a room has come. */
export type ProgressRow = { show_id: string; served: number; last_place: number; per_second: number };

/** People a second, as it is told: to three digits after the point. */
export function rateOf({ per_second: perSecond }: Pick<ProgressRow, 'per_second'>): number {
  return Math.round(perSecond * 1_000) / 1_000;
}

/** To everybody who waits. */
export function roomMoved(row: ProgressRow): NewEvent<'room.moved'> {
  const data = { showId: row.show_id, served: row.served, lastPlace: row.last_place, perSecond: rateOf(row) };
  return { channel: roomChannel(row.show_id), type: 'room.moved', data };
}
