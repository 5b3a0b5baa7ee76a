import { DocketError } from '@docket/contracts/errors';
import { roomEntry, type RoomEntry } from '@docket/contracts/http/waiting-room';

export function roomNotFound(): DocketError {
  return new DocketError('room_not_found', 'This show is sold without a waiting room; book its seats directly.');
}

export function showNotFound(): DocketError {
  return new DocketError('show_not_found', 'There is no such show.');
}

/** An entry as `room_entry_json` writes it. */
export function toEntry(json: unknown): RoomEntry {
  return roomEntry.parse(json);
}
