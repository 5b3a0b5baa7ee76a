import * as contract from '@docket/contracts/http/tickets';
import { checkIn, checkInBatch } from '@docket/domain/ticket/check-in';
import { countEntries } from '@docket/domain/ticket/count-entries';
import { getBookingTickets } from '@docket/domain/ticket/get';
import { getTicketKeys } from '@docket/domain/ticket/keys';
import type { ApiSettings } from '@docket/runtime/settings/services';
import type { Mount } from '../http/mount.ts';

export function mountTickets(
  mount: Mount,
  config: Pick<ApiSettings, 'TICKET_SIGNING_KEY' | 'DOORS_OPEN_SECONDS'>,
): void {
  const keySource = { ticketKey: config.TICKET_SIGNING_KEY[0], secret: '' };
  const doorsSeconds = config.DOORS_OPEN_SECONDS;
  mount(contract.getBookingTickets, ({ ctx, params }) => getBookingTickets(ctx, { ...params, keySource }));
  mount(contract.getTicketKeys, ({ ctx }) => getTicketKeys(ctx, { keySource }));
  mount(contract.checkIn, ({ ctx, params, body }) => checkIn(ctx, { showId: params.id, doorsSeconds, scan: body }));
  mount(contract.checkInBatch, ({ ctx, params, body }) =>
    checkInBatch(ctx, { showId: params.id, doorsSeconds, scans: body.scans }),
  );
  mount(contract.getCheckIns, ({ ctx, params }) => countEntries(ctx, { showId: params.id, doorsSeconds }));
}
