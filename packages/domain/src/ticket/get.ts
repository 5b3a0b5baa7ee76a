import { DocketError } from '@docket/contracts/errors';
import type { BookingTickets } from '@docket/contracts/http/ticket';
import { prepare } from '@docket/db/statement';
import { getBooking } from '../booking/get.ts';
import type { SeatName } from '@docket/contracts/catalog/seat';
import type { TicketSigningSettings } from '@docket/runtime/settings/ticket';
import type { CtxWith } from '../spine/ctx.ts';
import { provideSigningKey } from './keys.ts';
import { signTicket } from './signing-key.ts';

type TicketRow = {
  id: string;
  number: string;
  label: string;
  named: SeatName;
  zone: string;
  holder: string;
  void: boolean;
  used_at: Date | null;
  gate: string | null;
};

const ticketsStatement = prepare(
  'booking_tickets',
  `SELECT t.id, t.number, t.label, t.zone,
          jsonb_build_object('label', t.label, 'section', l.section, 'row', l."row", 'number', l.number, 'kind', l.kind) AS named, u.username::text AS holder, t.voided_at IS NOT NULL OR s.status = 'CANCELLED' AS void,
          e.scanned_at AS used_at, e.gate
     FROM tickets t JOIN shows s ON s.id = t.show_id JOIN hall_seats l ON l.hall_id = s.hall_id AND l.seat = t.seat JOIN users u ON u.id = t.user_id
     LEFT JOIN ticket_scans e ON e.ticket_id = t.id AND e.outcome = 'admitted'
    WHERE t.booking_id = $1 ORDER BY t.seat, t.id`,
).rows<TicketRow>();

/**
 * The tickets of a confirmed booking: for its user and for admins.
 * @throws DocketError unauthenticated, booking_not_found, booking_not_confirmed
 */
export async function getBookingTickets(
  ctx: CtxWith<TicketSigningSettings>,
  input: { readonly id: string },
): Promise<BookingTickets> {
  const booking = await getBooking(ctx, { id: input.id });
  const rows = await ticketsStatement(ctx.db.pool, [input.id]);
  const [first] = rows;
  if (first === undefined)
    throw new DocketError('booking_not_confirmed', 'There are tickets as soon as the booking is confirmed.');
  const key = await provideSigningKey(ctx);
  return {
    bookingId: booking.bookingId,
    showId: booking.showId,
    holder: first.holder,
    show: booking.show,
    tickets: rows.map((row) => ({
      ticketId: row.id,
      number: row.number,
      seat: row.label,
      named: row.named,
      zone: row.zone,
      state: row.void ? ('VOID' as const) : ('VALID' as const),
      payload: signTicket(
        {
          ticketId: row.id,
          showId: booking.showId,
          seat: row.label,
          zone: row.zone,
          startsAt: booking.show.startsAt,
        },
        key,
      ),
      used: row.used_at === null ? null : { at: row.used_at.toISOString(), gate: row.gate },
    })),
  };
}
