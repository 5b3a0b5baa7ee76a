import { isBookingOpen, type BookingDetail } from '@docket/contracts/http/booking';
import { Link } from '@tanstack/react-router';
import type { Payment } from '@docket/contracts/http/payment';
import type { ReactNode } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { bookingLabels, joinLabels, joinPlaces, sizeOf, sizeWords } from '../../../lib/seat-names.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { useNow } from '../../../lib/use-now.ts';
import { buttonClass, Spinner } from '../../../ui/button.tsx';
import { Countdown } from '../../../ui/countdown.tsx';
import { Icon, type IconName } from '../../../ui/icons.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { whenIn } from '../../../lib/zoned.ts';
import { REASON_WORDS } from '../booking-look.ts';
import { Alternatives } from './alternatives.tsx';
import { backUntil, comesBack, takesBack } from '../back-words.ts';
import { CancelBooking } from './cancel-booking.tsx';
import { Charged } from './charged.tsx';
import { HeldBooking } from './held-booking.tsx';

type NextStepProps = {
  readonly booking: BookingDetail;
  /** Null for one that nobody has begun to pay for; undefined while that is not known. */
  readonly payment: Payment | null | undefined;
  readonly takeIn: (booking: BookingDetail) => void;
};

/** Where the booking stands and what can be done now. Changes by itself. */
export function NextStep({ booking, payment, takeIn }: NextStepProps) {
  return (
    <div data-testid="next-step" className="grid gap-4">
      <Moved booking={booking} payment={payment} />
      <Now booking={booking} payment={payment} takeIn={takeIn} />
    </div>
  );
}

/** The show takes place at another time than these seats were booked for. */
function Moved({ booking, payment }: Pick<NextStepProps, 'booking' | 'payment'>) {
  const { timezone, startsAt, movedFrom } = booking.show;
  const counts = isBookingOpen(booking.status) || booking.status === 'CONFIRMED';
  if (movedFrom === null || !counts) return null;
  const time = (at: string) => whenIn(timezone, at);
  const canGiveBack = booking.status === 'CONFIRMED' && Date.parse(startsAt) > serverClock.now();
  return (
    <Notice tone="limit" title="This show was moved" role="status">
      <p data-testid="moved">
        <s>
          <span className="sr-only">It was to begin on </span>
          <time dateTime={movedFrom}>{time(movedFrom)}</time>
        </s>{' '}
        It now begins on{' '}
        <strong>
          <time dateTime={startsAt}>{time(startsAt)}</time>
        </strong>
        . Your seats stay yours.
      </p>
      {canGiveBack && (
        <>
          <p>If you cannot come then, you can give them back until the show begins.</p>
          <CancelBooking booking={booking} payment={payment} />
        </>
      )}
    </Notice>
  );
}

function Now({ booking, payment, takeIn }: NextStepProps) {
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
      return <HeldBooking booking={booking} payment={payment} takeIn={takeIn} />;
    case 'AWAITING_PAYMENT':
      return <BeingPaid booking={booking} payment={payment} />;
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
          {booking.show.movedFrom === null && <GiveBack booking={booking} payment={payment} />}
        </>
      );
    }
    case 'EXPIRED':
      return (
        <>
          <Headline icon="clock" title="The hold expired">
            The seats were released.
          </Headline>
          <Charged payment={payment} />
          <ChooseAgain booking={booking} />
        </>
      );
    case 'CANCELLED':
      return (
        <>
          {booking.reason === 'show_cancelled' ? (
            <Headline icon="alert" tone="text-bad" title="The show was cancelled">
              The organiser has cancelled this show. Your seats and tickets are no longer valid.
            </Headline>
          ) : booking.reason === 'show_moved' ? (
            <Headline icon="close" title={REASON_WORDS.show_moved.title}>
              {REASON_WORDS.show_moved.text}
            </Headline>
          ) : (
            <Headline icon="close" title="Booking cancelled">
              The seats were released.
            </Headline>
          )}
          <Charged payment={payment} />
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

/** Seats wait for money that is on its way. */
function BeingPaid({ booking, payment }: Pick<NextStepProps, 'booking' | 'payment'>) {
  return (
    <>
      <div className="flex items-end justify-between gap-4">
        <Headline mark={<Spinner />} title="Waiting for your payment">
          Your seats are kept meanwhile.
        </Headline>
        {booking.deadline !== null && (
          <Countdown until={booking.deadline} urgentBelow={60} className="font-mono text-4xl font-semibold" />
        )}
      </div>
      {payment != null && (
        <Link
          to="/payments/$id"
          params={{ id: payment.paymentId }}
          className={buttonClass('primary', 'normal', 'min-h-12 justify-self-start px-6')}
        >
          Continue with the payment
        </Link>
      )}
    </>
  );
}

/** What comes back is said before it is asked whether to. */
function GiveBack({ booking, payment }: Pick<NextStepProps, 'booking' | 'payment'>) {
  const now = useNow(30_000);
  const until = backUntil(booking, now);
  if (until === undefined) {
    if (Date.parse(booking.show.startsAt) <= now) return null;
    return (
      <p className="text-sm text-muted" data-testid="no-give-back">
        {sizeOf(booking) === 1 ? 'This seat' : 'These seats'} can’t be given back
        {takesBack(booking) ? ' any more.' : '.'}
      </p>
    );
  }
  const back = payment == null ? undefined : comesBack(booking, payment, now);
  return (
    <div className="grid gap-3 text-sm">
      <p className="text-muted" data-testid="give-back">
        You can give {sizeOf(booking) === 1 ? 'this seat' : 'these seats'} back until {until}
        {back === undefined ? '.' : ` and get ${back} back.`}
      </p>
      <CancelBooking booking={booking} payment={payment} />
    </div>
  );
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
  const gone = booking.show.status === 'CANCELLED' || Date.parse(booking.show.startsAt) <= serverClock.now();
  if (gone) {
    return (
      // The page of a show that is over or cancelled has the other times of its title.
      <Link
        to="/shows/$id"
        params={{ id: booking.showId }}
        className={buttonClass('primary', 'normal', 'min-h-12 justify-self-start')}
      >
        Find another time
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
