import { localValue, type LocalValue } from '../../../lib/local-value.ts';
import { ticketKey, type TicketKey } from '@docket/contracts/http/ticket';
import { readMemory, type DoorMemory } from '../door-state.ts';

const doors = new Map<string, LocalValue<DoorMemory>>();

/** What this browser remembers of the door of a show. */
export function doorMemory(showId: string): LocalValue<DoorMemory> {
  const known = doors.get(showId);
  if (known !== undefined) return known;
  const made = localValue(`docket.door.${showId}`, readMemory);
  doors.set(showId, made);
  return made;
}

/** The public keys as they were read last. */
export const knownKeys = localValue<readonly TicketKey[]>('docket.ticket-keys', (stored) =>
  (Array.isArray(stored) ? stored : []).flatMap((key) => {
    const read = ticketKey.safeParse(key);
    return read.success ? [read.data] : [];
  }),
);
