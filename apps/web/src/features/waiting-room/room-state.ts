import type { RoomMoved } from '@docket/contracts/events/waiting-room';
import type { Room, RoomEntry } from '@docket/contracts/http/waiting-room';

/** Takes in the caller's own entry; of two copies of it the one with the higher revision counts. */
export function updateEntry(room: Room, entry: RoomEntry): Room {
  const held = room.entry;
  if (held !== null && held.entrantId === entry.entrantId && held.revision >= entry.revision) return room;
  if (held !== null && held.entrantId !== entry.entrantId && held.joinedAt > entry.joinedAt) return room;
  return reckon({ ...room, entry, open: room.open || entry.place !== null });
}

/** Takes in how far the room is; nobody is sent back in it. */
export function moveRoom(room: Room, moved: RoomMoved): Room {
  if (moved.served < room.served) return room;
  return reckon({
    ...room,
    open: true,
    served: moved.served,
    lastPlace: Math.max(room.lastPlace, moved.lastPlace),
    perSecond: moved.perSecond,
  });
}

/** How many are ahead, and how long that will take. */
function reckon(room: Room): Room {
  const { entry } = room;
  if (entry === null || entry.status !== 'WAITING' || entry.place === null)
    return { ...room, ahead: null, expectedWaitSeconds: null };
  const ahead = Math.max(0, entry.place - room.served - 1);
  return { ...room, ahead, expectedWaitSeconds: room.perSecond > 0 ? ahead / room.perSecond : null };
}
