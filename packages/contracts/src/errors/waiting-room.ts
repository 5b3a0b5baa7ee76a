import type { ErrorTable } from './table.ts';

/** The waiting room of a sale. */
export const waitingRoomErrors = {
  pass_required: [403, 'The show is sold through its waiting room'],
  pass_invalid: [403, 'The pass is not for this show and this user'],
  pass_expired: [403, 'The pass is past its time or was given up'],
  room_not_found: [404, 'The show has no waiting room'],
} as const satisfies ErrorTable;
