import * as contract from '@docket/contracts/http/ticket';
import { checkIn, checkInBatch } from '@docket/domain/ticket/check-in';
import { countEntries } from '@docket/domain/ticket/count-entries';
import { getBookingTickets } from '@docket/domain/ticket/get';
import { getTicketKeys } from '@docket/domain/ticket/keys';
import type { Mount } from '../http/mount.ts';

export function mountTicket(mount: Mount): void {
  mount(contract.getBookingTickets, ({ ctx, params }) => getBookingTickets(ctx, params));
  mount(contract.getTicketKeys, ({ ctx }) => getTicketKeys(ctx));
  mount(contract.checkIn, ({ ctx, params, body }) => checkIn(ctx, { showId: params.id, scan: body }));
  mount(contract.checkInBatch, ({ ctx, params, body }) => checkInBatch(ctx, { showId: params.id, scans: body.scans }));
  mount(contract.getCheckIns, ({ ctx, params }) => countEntries(ctx, { showId: params.id }));
}
