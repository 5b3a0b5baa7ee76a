import type { ErrorTable } from './table.ts';

/** Tickets and the door. */
export const ticketErrors = {
  ticket_unknown: [404, 'There is no such ticket'],
  ticket_other_show: [409, 'The ticket is for another show'],
  ticket_void: [409, 'The ticket is no longer good'],
  ticket_used: [409, 'Somebody came in with this ticket before'],
  doors_not_open: [409, 'The doors are not open yet'],
  show_over: [409, 'The show is over'],
  ticket_forged: [422, 'The code is not a ticket of this installation'],
} as const satisfies ErrorTable;
