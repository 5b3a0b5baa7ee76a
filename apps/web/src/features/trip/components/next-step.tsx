import { getTripCalendar, type Trip } from '@docket/contracts/http/trip';
import type { Payment } from '@docket/contracts/http/payment';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { formatMoney } from '../../../lib/money.ts';
import { saveAnswer } from '../../../lib/save-answer.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { useAct } from '../../../lib/use-act.ts';
import { timeIn, VIEWER_ZONE } from '../../../lib/zoned.ts';
import { Button, buttonClass, Spinner } from '../../../ui/button.tsx';
import { Countdown, useSecondsUntil } from '../../../ui/countdown.tsx';
import { Icon, type IconName } from '../../../ui/icons.tsx';
import { Failure } from '../../../ui/states.tsx';
import { chargedWords } from '../../payment/payment-look.ts';
import { REASON_WORDS, termsOf } from '../trip-look.ts';
import { CancelTrip } from './cancel-trip.tsx';
import { whenWords } from './trip-row.tsx';

type NextStepProps = {
  readonly trip: Trip;
  /** Null for one that nobody has begun to pay for; undefined while that is not known. */
  readonly payment: Payment | null | undefined;
  readonly takeIn: (trip: Trip) => void;
  readonly refresh: () => void;
};

/** Where the trip stands and what can be done now. Changes by itself. */
export function NextStep(props: NextStepProps) {
  return (
    <div data-testid="next-step" className="grid gap-4">
      <Now {...props} />
    </div>
  );
}

function Now({ trip, payment, takeIn, refresh }: NextStepProps) {
  const cancel = <CancelTrip trip={trip} takeIn={takeIn} refresh={refresh} />;
  switch (trip.status) {
    case 'QUEUED':
      return (
        <Headline mark={<Spinner />} title="Asking for your room">
          This takes a moment. You can leave this page and come back.
        </Headline>
      );
    case 'HELD':
      return <Held trip={trip}>{cancel}</Held>;
    case 'AWAITING_PAYMENT':
      return (
        <>
          <div className="flex items-end justify-between gap-4">
            <Headline mark={<Spinner />} title="Waiting for your payment">
              Your room is kept meanwhile.
            </Headline>
            {trip.deadline !== null && (
              <Countdown until={trip.deadline} urgentBelow={60} className="font-mono text-4xl font-semibold" />
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
    case 'CONFIRMED':
      return <Confirmed trip={trip}>{cancel}</Confirmed>;
    case 'EXPIRED':
      return (
        <>
          <Headline icon="clock" title="The hold expired">
            The room was given back.
          </Headline>
          <Charged payment={payment} />
          <ChooseAgain trip={trip} />
        </>
      );
    case 'CANCELLED':
      return (
        <>
          <Headline icon="close" title="Trip cancelled">
            The room was given back.
          </Headline>
          {trip.refundMinor === null ? (
            <Charged payment={payment} />
          ) : (
            <p data-testid="trip-refund" className="font-medium">
              {trip.refundMinor === 0
                ? 'Nothing comes back, as the terms of the rate say.'
                : `${formatMoney(trip.refundMinor, trip.currency)} goes back to where it came from.`}
            </p>
          )}
          <ChooseAgain trip={trip} />
        </>
      );
    case 'REFUSED': {
      const reason = REASON_WORDS[trip.reason ?? 'failed'];
      return (
        <>
          <Headline icon="alert" tone="text-limit" title={reason.title}>
            {reason.text}
          </Headline>
          <ChooseAgain trip={trip} />
        </>
      );
    }
    default:
      return trip.status satisfies never;
  }
}

/** A room that is kept for a while: how long, and what to do meanwhile. */
function Held({ trip, children }: { readonly trip: Trip; readonly children: ReactNode }) {
  const deadline = trip.deadline ?? trip.updatedAt;
  const over = useSecondsUntil(Date.parse(deadline)) === 0;
  return (
    <>
      <div className="flex items-end justify-between gap-4">
        <Headline title={over ? 'The hold has expired' : 'Your room is held'}>
          {over ? 'The room is being given back.' : `Pay by ${timeIn(VIEWER_ZONE, deadline)}, your time.`}
        </Headline>
        <Countdown until={deadline} urgentBelow={60} className="font-mono text-4xl font-semibold" />
      </div>
      {!over && (
        <div className="flex flex-wrap items-center gap-3">
          <Link
            to="/trips/$id/pay"
            params={{ id: trip.tripId }}
            className={buttonClass('primary', 'normal', 'min-h-12 px-6 max-sm:grow')}
          >
            Pay {formatMoney(trip.totalMinor, trip.currency)}
          </Link>
          {children}
        </div>
      )}
    </>
  );
}

function Confirmed({ trip, children }: { readonly trip: Trip; readonly children: ReactNode }) {
  const now = serverClock.now();
  const isOver = Date.parse(trip.endsAt) <= now;
  const save = useAct({
    act: () => saveAnswer(getTripCalendar.path.replace(':id', trip.tripId), `trip-${trip.reference}.ics`),
  });
  return (
    <>
      <Headline icon="check" tone="text-ok" title={isOver ? 'This trip is over' : 'You’re booked'}>
        {whenWords(trip)}
      </Headline>
      {!isOver && (
        <div className="flex flex-wrap items-center gap-3">
          <Button
            variant="primary"
            className="min-h-12"
            busy={save.isPending}
            onClick={() => !save.isPending && save.mutate()}
          >
            <Icon name="calendar" /> Add to calendar
          </Button>
          {trip.feeNowMinor !== null && children}
        </div>
      )}
      {save.isError && <Failure error={save.error} />}
      {!isOver && (
        <p className="text-sm text-muted" data-testid="terms">
          {trip.feeNowMinor === null ? 'This trip can’t be cancelled any more.' : termsOf(trip, now)}
        </p>
      )}
    </>
  );
}

function Charged({ payment }: Pick<NextStepProps, 'payment'>) {
  return (
    <p data-testid="charged" className="font-medium">
      {chargedWords(payment)}
    </p>
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
        {icon !== undefined && <Icon name={icon} className={cx('size-7 shrink-0', tone)} />}
        {mark}
        {title}
      </h1>
      <p className="text-muted">{children}</p>
    </div>
  );
}

/** Back to the house, with the same days as far as they are ahead. */
function ChooseAgain({ trip }: { readonly trip: Trip }) {
  const [part] = trip.parts;
  if (part === undefined) return null;
  const isAhead = Date.parse(part.startsAt) > serverClock.now();
  return (
    <Link
      to="/stays/$slug"
      params={{ slug: part.property.slug }}
      search={
        isAhead
          ? {
              arrival: part.arrival,
              departure: part.departure,
              adults: String(part.adults),
              ...(part.childAges.length === 0 ? {} : { children: part.childAges.join(',') }),
              ...(part.rooms === 1 ? {} : { rooms: String(part.rooms) }),
            }
          : {}
      }
      className={buttonClass('primary', 'normal', 'min-h-12 justify-self-start')}
    >
      {isAhead ? 'Choose again' : 'See the house'}
    </Link>
  );
}
