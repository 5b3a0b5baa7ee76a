import * as contract from '@docket/contracts/http/tickets';
import { checkIn, checkInBatch } from '@docket/domain/ticket/check-in';
import { countEntries } from '@docket/domain/ticket/count-entries';
import { getBookingTickets } from '@docket/domain/ticket/get';
import { getTicketKeys } from '@docket/domain/ticket/keys';
import type { Config } from '@docket/runtime/config';
import type { Mount } from '../http/mount.ts';

type Needs = { readonly config: Pick<Config, 'TICKET_SIGNING_KEY' | 'REALTIME_JWT_SECRET' | 'DOORS_OPEN_SECONDS'> };

export function mountTicket(mount: Mount, { config }: Needs): void {
  const keySource = { ticketKey: config.TICKET_SIGNING_KEY, secret: config.REALTIME_JWT_SECRET };
  const doorsSeconds = config.DOORS_OPEN_SECONDS;
  mount(contract.getBookingTickets, ({ ctx, params }) => getBookingTickets(ctx, { ...params, keySource }));
  mount(contract.getTicketKeys, ({ ctx }) => getTicketKeys(ctx, { keySource }));
  mount(contract.checkIn, ({ ctx, params, body }) => checkIn(ctx, { showId: params.id, doorsSeconds, scan: body }));
  mount(contract.checkInBatch, ({ ctx, params, body }) =>
    checkInBatch(ctx, { showId: params.id, doorsSeconds, scans: body.scans }),
  );
  mount(contract.getCheckIns, ({ ctx, params }) => countEntries(ctx, { showId: params.id, doorsSeconds }));
}
