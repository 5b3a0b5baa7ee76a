import type { BookingDetail } from '@docket/contracts/http/booking';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { bookingLabels, joinLabels, joinPlaces, sizeOf, sizeWords } from '../../../lib/seat-names.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { buttonClass, Spinner } from '../../../ui/button.tsx';
import { Icon, type IconName } from '../../../ui/icons.tsx';
import { REASON_WORDS } from '../booking-look.ts';
import { Alternatives } from './alternatives.tsx';
import { CancelBooking } from './cancel-booking.tsx';
import { HeldBooking } from './held-booking.tsx';

type NextStepProps = { readonly booking: BookingDetail; readonly takeIn: (booking: BookingDetail) => void };

/** Where the booking stands and what can be done now. Changes by itself. */
export function NextStep({ booking, takeIn }: NextStepProps) {
  return (
    <div data-testid="next-step" className="grid gap-4">
      <Now booking={booking} takeIn={takeIn} />
    </div>
  );
}

function Now({ booking, takeIn }: NextStepProps) {
  switch (booking.status) {
    case 'QUEUED':
      return (
        <>
          <Headline mark={<Spinner />} title="Requesting your seats">
            This takes a moment. You can leave this page and come back.
          </Headline>
          <CancelBooking booking={booking} />
        </>
      );
    case 'HELD':
      return <HeldBooking booking={booking} takeIn={takeIn} />;
    case 'CONFIRMED': {
      const over = Date.parse(booking.show.endsAt) <= serverClock.now();
      return (
        <>
          <Headline icon="check" tone="text-ok" title={over ? 'This show is over' : 'You’re booked'}>
            {sizeWords(booking)}: <span className="font-mono">{bookingLabels(booking)}</span>
          </Headline>
          <Link
            to="/bookings/$id/tickets"
            params={{ id: booking.bookingId }}
            className={buttonClass(over ? 'secondary' : 'primary', 'normal', 'min-h-12 justify-self-start')}
          >
            <Icon name="ticket" /> {sizeOf(booking) === 1 ? 'Ticket' : 'Tickets'}
          </Link>
        </>
      );
    }
    case 'EXPIRED':
      return (
        <>
          <Headline icon="clock" title="The hold expired">
            The seats were released. Nothing was charged.
          </Headline>
          <ChooseAgain booking={booking} />
        </>
      );
    case 'CANCELLED':
      return (
        <>
          <Headline icon="close" title="Booking cancelled">
            The seats were released. Nothing was charged.
          </Headline>
          <ChooseAgain booking={booking} />
        </>
      );
    case 'REFUSED': {
      const reason = REASON_WORDS[booking.reason ?? 'seats_taken'];
      return (
        <>
          <Headline icon="alert" tone="text-limit" title={reason.title}>
            {reason.text}
          </Headline>
          <Alternatives booking={booking} />
          <ChooseAgain booking={booking} quiet={booking.alternatives.length > 0} />
        </>
      );
    }
    default:
      return booking.status satisfies never;
  }
}

type HeadlineProps = {
  readonly title: string;
  readonly children: ReactNode;
  readonly icon?: IconName;
  readonly mark?: ReactNode;
  readonly tone?: string;
};

function Headline({ title, children, icon, mark, tone = 'text-muted' }: HeadlineProps) {
  return (
    <div className="grid gap-1">
      <h1 className="flex items-center gap-3 text-2xl font-bold">
        {icon !== undefined && <Icon name={icon} className={cx('size-7', tone)} />}
        {mark}
        {title}
      </h1>
      <p className="text-muted">{children}</p>
    </div>
  );
}

/** The same seats and places, as the address of a show carries them. */
function choiceOf({ named, places }: BookingDetail) {
  const seats = named.filter(({ kind }) => kind !== 'place').map(({ label }) => label);
  return {
    ...(seats.length === 0 ? {} : { seats: joinLabels(seats) }),
    ...(places.length === 0 ? {} : { places: joinPlaces(new Map(places.map(({ area, count }) => [area, count]))) }),
  };
}

/** Back to the map, with the same seats chosen as far as they are free. */
function ChooseAgain({ booking, quiet = false }: { readonly booking: BookingDetail; readonly quiet?: boolean }) {
  const gone = booking.reason === 'show_cancelled' || Date.parse(booking.show.startsAt) <= serverClock.now();
  if (gone) {
    return (
      <Link to="/shows" className={buttonClass('primary', 'normal', 'justify-self-start')}>
        Find another show
      </Link>
    );
  }
  return (
    <Link
      to="/shows/$id"
      params={{ id: booking.showId }}
      search={booking.status === 'REFUSED' ? {} : choiceOf(booking)}
      className={buttonClass(quiet ? 'secondary' : 'primary', 'normal', 'min-h-12 justify-self-start')}
    >
      {quiet ? 'Choose on the map' : 'Choose again'}
    </Link>
  );
}
