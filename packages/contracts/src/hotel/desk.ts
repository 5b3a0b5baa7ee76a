import { z } from 'zod';

/** What is special about a room, beyond what its type says. */
export const roomFeature = z.enum(['accessible', 'adjoining', 'quiet', 'view', 'balcony', 'ground_floor']);
export type RoomFeature = z.infer<typeof roomFeature>;

/** Of a room: may somebody be put into it? `INSPECTED` is `CLEAN` and looked at; nobody is put into one that is `OUT_OF_ORDER`. */
export const housekeeping = z.enum(['CLEAN', 'DIRTY', 'INSPECTED', 'OUT_OF_ORDER']);
export type Housekeeping = z.infer<typeof housekeeping>;

/** Where a stay is. The last four are final. `WALKED`: the house had no room and the guest was sent elsewhere. */
export const stayState = z.enum(['EXPECTED', 'IN_HOUSE', 'DEPARTED', 'NO_SHOW', 'WALKED', 'CANCELLED']);
export type StayState = z.infer<typeof stayState>;

/** What somebody did to a stay, in its history. */
export const stayAct = z.enum([
  'assigned',
  'unassigned',
  'checked_in',
  'checked_out',
  'no_show',
  'walked',
  'kept',
  'noted',
  'cancelled',
]);
export type StayAct = z.infer<typeof stayAct>;

/** Rooms that are made at once. */
export const NEW_ROOMS_MAX = 200;

/** A number as it is on the door. */
export const roomNumber = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9 -]{0,9}$/, 'write it as on the door, such as 101 or A-12');
