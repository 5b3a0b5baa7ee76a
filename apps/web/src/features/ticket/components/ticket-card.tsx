import type { BookingTickets, Ticket } from '@docket/contracts/http/ticket';
import { printNumber } from '@docket/contracts/ticket/payload';
import { cx } from '../../../lib/class-names.ts';
import { seatInWords } from '../../../lib/seat-names.ts';
import { clockIn, dayIn, foreignZone, whenIn } from '../../../lib/zoned.ts';
import { Fact } from '../../../ui/page.tsx';
import type { PriceNames } from '../../booking/api/price-names.ts';
import { QrCode } from '../../../ui/qr-code.tsx';

type TicketCardProps = {
  readonly ticket: Ticket;
  readonly booking: BookingTickets;
  readonly names: PriceNames;
  /** Id of the price class it was bought in; undefined while that is not known. */
  readonly boughtIn: string | undefined;
};

/** Labels longer than that take two lines beside the zone on a small phone. */
const LARGE_LABEL = 6;

/** One ticket. On paper it takes half a page, of A4 as of Letter. */
export function TicketCard({ ticket, booking, names, boughtIn }: TicketCardProps) {
  const { show } = booking;
  const zone = foreignZone(show.timezone, show.startsAt);
  const priceClass = names.priceClass(boughtIn);
  const good = ticket.state === 'VALID';
  return (
    <article
      aria-label={`Ticket for seat ${ticket.seat}`}
      data-testid="ticket"
      data-state={ticket.state}
      className="grid break-inside-avoid box sm:grid-cols-[1fr_auto] print:h-[122mm] print:grid-cols-[1fr_auto] print:border-edge"
    >
      <div className="grid content-start gap-4 p-5 sm:p-6">
        <div className="grid gap-1">
          <h2 className="text-lg font-bold">{show.title}</h2>
          <p className="text-muted">
            {show.venue}, {show.hall} · {show.city}
          </p>
        </div>
        <dl className="grid grid-cols-2 gap-x-6 gap-y-3">
          <Fact label="Day">{dayIn(show.timezone, show.startsAt)}</Fact>
          <Fact label="Time">
            {clockIn(show.timezone, show.startsAt)}
            {zone !== undefined && <span className="block text-sm font-normal text-muted">{zone}</span>}
          </Fact>
          <Fact label="Seat">
            <span
              className={cx(
                'block font-mono font-bold break-words',
                ticket.seat.length > LARGE_LABEL ? 'text-lg' : 'text-2xl',
              )}
            >
              {ticket.seat}
            </span>
            <span className="block text-sm font-normal" data-testid="seat-words">
              {seatInWords(ticket.named)}
            </span>
          </Fact>
          <Fact label="Zone">
            <span className="break-words">{names.zone(ticket.zone)}</span>
          </Fact>
          {priceClass !== undefined && (
            <Fact label="Price" className="col-span-2">
              <span data-testid="price-class">{priceClass.name}</span>
              {priceClass.proof !== null && (
                <span className="block text-sm font-normal">To be shown at the door: {priceClass.proof}</span>
              )}
            </Fact>
          )}
          <Fact label="Name">
            <span className="break-words">{booking.holder}</span>
          </Fact>
          <Fact label="Number">
            <span className="font-mono" data-testid="ticket-number">
              {printNumber(ticket.number)}
            </span>
          </Fact>
        </dl>
        {ticket.used !== null && (
          <p className="text-sm text-muted">
            Used {whenIn(show.timezone, ticket.used.at)}
            {ticket.used.gate !== null && `, ${ticket.used.gate}`}
          </p>
        )}
      </div>
      <div className="grid place-items-center border-line p-5 max-sm:border-t max-sm:border-dashed sm:border-l sm:border-dashed">
        {good ? (
          <QrCode
            text={ticket.payload}
            label={`QR code of the ticket for seat ${ticket.seat}`}
            className="w-full max-w-80 rounded-lg sm:w-72 print:w-[90mm] print:max-w-none"
          />
        ) : (
          <p className="stamp px-3 py-2.5 text-lg text-bad uppercase">Void</p>
        )}
      </div>
    </article>
  );
}
