import type { BookingDetail } from '@docket/contracts/http/booking';
import type { Ticket } from '@docket/contracts/http/ticket';
import { useState } from 'react';
import { bookingLabels, sizeWords } from '../../../lib/seat-names.ts';
import { foreignZone, whenIn } from '../../../lib/zoned.ts';
import { Icon } from '../../../ui/icons.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { usePriceNames } from '../../booking/api/price-names.ts';
import { WalletTicket } from './wallet-ticket.tsx';

type WalletShowProps = {
  readonly booking: BookingDetail;
  /** Undefined before they have been read. */
  readonly tickets: readonly Ticket[] | undefined;
  readonly error: Error | null | undefined;
  readonly retry: () => void;
  /** The one whose door opens first: it lies open. */
  readonly next: boolean;
};

/** One show as a pass: where and when, and behind it the codes, one beside another. */
export function WalletShow({ booking, tickets, error, retry, next }: WalletShowProps) {
  const { show } = booking;
  const names = usePriceNames(booking.showId);
  const [chosen, setChosen] = useState<boolean>();
  const open = chosen ?? next;
  const zone = foreignZone(show.timezone, show.startsAt);
  return (
    <section aria-label={show.title} data-testid="wallet-show" className="overflow-hidden box shadow-card">
      <h2>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setChosen(!open)}
          className="grid w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-3 p-4 text-left hover:bg-sunken/60"
        >
          <span className="grid gap-0.5">
            {next && <span className="caption text-link">Next</span>}
            <span className="text-lg leading-snug font-bold break-words">{show.title}</span>
            <span className="text-sm">
              {whenIn(show.timezone, show.startsAt)}
              {zone !== undefined && ` ${zone}`}
            </span>
            <span className="text-sm break-words text-muted">
              {show.venue}, {show.hall} · {sizeWords(booking)}{' '}
              <span className="font-mono">{bookingLabels(booking)}</span>
            </span>
          </span>
          <Icon name="chevron" className={open ? 'rotate-90' : ''} />
        </button>
      </h2>
      {open && (
        <div className="border-t border-dashed border-line">
          {error != null && (
            <div className="p-4">
              <Failure error={error} retry={retry} title="These tickets were not read yet" />
            </div>
          )}
          {tickets === undefined && error == null && (
            <div className="p-4">
              <Loading label="Loading the tickets" lines={6} />
            </div>
          )}
          {tickets !== undefined && (
            // Scrolled by a thumb, a ticket at a time.
            <ol
              tabIndex={tickets.length > 1 ? 0 : -1}
              aria-label={`Tickets for ${show.title}`}
              className="flex snap-x snap-mandatory overflow-x-auto"
            >
              {tickets.map((ticket, index) => (
                <WalletTicket
                  key={ticket.ticketId}
                  ticket={ticket}
                  zone={names.zone(ticket.zone)}
                  priceClass={names.priceClass(booking.lines.find(({ label }) => label === ticket.seat)?.class)?.name}
                  place={index + 1}
                  of={tickets.length}
                />
              ))}
            </ol>
          )}
        </div>
      )}
    </section>
  );
}
