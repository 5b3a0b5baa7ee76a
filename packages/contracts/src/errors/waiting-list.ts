import type { ErrorTable } from './table.ts';

/** Waiting for seats that come back. */
export const waitingListErrors = {
  waiting_entry_not_found: [404, 'The caller is not in the waiting list'],
  seats_available: [409, 'There are free seats; nobody has to wait'],
  no_offer: [409, 'Nothing is offered at the moment'],
  offer_expired: [409, 'The offer is past its time'],
} as const satisfies ErrorTable;
