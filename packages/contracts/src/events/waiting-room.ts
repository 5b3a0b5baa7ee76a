import { z } from 'zod';
import { roomEntry, roomProgress } from '../http/waiting-room.ts';
import { waitingEntry } from '../http/waiting-list.ts';

/** The user's place was drawn, or the user was let in (with the pass), or is no longer inside. Not for each step of the queue: see `room.moved`. */
export const roomUpdated = roomEntry.extend({ userId: z.uuid() });
export type RoomUpdated = z.infer<typeof roomUpdated>;

/**
 * The waiting room has moved on, on the public channel `room:<showId>`, at most once a second: whoever knows the own place
 * computes from it how many are ahead and how long that will take. Of two copies the one with the higher `served` is newer.
 */
export const roomMoved = z.object({ showId: z.uuid(), ...roomProgress });
export type RoomMoved = z.infer<typeof roomMoved>;

/** The user's entry in a waiting list moved on: seats are offered, were accepted, or the offer is over. */
export const offerUpdated = waitingEntry;

/** The public channel of a show's waiting room. */
export function roomChannel(showId: string): string {
  return `room:${showId}`;
}
