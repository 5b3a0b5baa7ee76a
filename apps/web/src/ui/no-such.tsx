import { DocketApiError } from '@docket/client/errors';
import { uuid } from '@docket/contracts/http/route';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { buttonClass } from './button.tsx';
import { Missing } from './missing.tsx';

const MISTYPED = 'The address may be mistyped, or it has been taken away.';
const KINDS = {
  contest: {
    code: 'contest_not_found',
    title: 'There is no such contest',
    why: 'The address may be mistyped, or only its jury can see it yet.',
    to: '/contests',
    way: 'All contests',
  },
  course: {
    code: 'course_not_found',
    title: 'There is no such course',
    why: 'Or you are not in it: only its students and staff can see it.',
    to: '/courses',
    way: 'My courses',
  },
  show: { code: 'show_not_found', title: 'There is no such show', why: MISTYPED, to: '/shows', way: 'What’s on' },
  venueShow: {
    code: 'show_not_found',
    title: 'There is no such show',
    why: MISTYPED,
    to: '/venue/shows',
    way: 'Shows',
  },
  title: { code: 'title_not_found', title: 'There is no such title', why: MISTYPED, to: '/shows', way: 'What’s on' },
  booking: {
    code: 'booking_not_found',
    title: 'There is no such booking',
    why: 'Or it is not yours: only who booked can see it.',
    to: '/bookings',
    way: 'My bookings',
  },
  payment: {
    code: 'payment_not_found',
    title: 'There is no such payment',
    why: 'Or it is not yours: only who pays can see it.',
    to: '/bookings',
    way: 'My bookings',
  },
  property: {
    code: 'property_not_found',
    title: 'There is no such stay',
    why: 'The address may be mistyped, or the house is not with us any more.',
    to: '/stays',
    way: 'Find a stay',
  },
  house: {
    code: 'property_not_found',
    title: 'There is no such house',
    why: MISTYPED,
    to: '/venue/stays',
    way: 'Houses',
  },
  quote: {
    code: 'quote_not_found',
    title: 'There is no such quote',
    why: 'Or it is not yours: prices are quoted to one person, for a short time.',
    to: '/stays',
    way: 'Find a stay',
  },
  flightQuote: {
    code: 'quote_not_found',
    title: 'There is no such quote',
    why: 'Or it is not yours: prices are quoted to one person, for a short time.',
    to: '/flights',
    way: 'Find a flight',
  },
  trip: {
    code: 'trip_not_found',
    title: 'There is no such trip',
    why: 'Or it is not yours: only who booked can see it.',
    to: '/trips',
    way: 'My trips',
  },
  submission: {
    code: 'submission_not_found',
    title: 'There is no such submission',
    why: 'Or it is not yours: only its author, setters and admins can see a submission.',
    to: '/submissions',
    way: 'Your submissions',
  },
  studyList: {
    code: 'study_list_not_found',
    title: 'There is no such study list',
    why: 'Or it is somebody else’s: lists of one’s own are for nobody else.',
    to: '/practice',
    way: 'Study lists',
  },
  rejudge: {
    code: 'rejudge_not_found',
    title: 'There is no such rejudge',
    why: MISTYPED,
    to: '/admin/rejudges',
    way: 'Rejudges',
  },
  user: {
    code: 'user_not_found',
    title: 'There is no such user',
    why: 'The address may be mistyped, or the account was deleted.',
    to: '/admin/users',
    way: 'Users',
  },
  inboxEvent: {
    code: 'not_found',
    title: 'There is no such event',
    why: 'What is done or ignored is kept for 90 days.',
    to: '/admin/inbox',
    way: 'Inbox',
  },
  adminPayment: {
    code: 'payment_not_found',
    title: 'There is no such payment',
    why: MISTYPED,
    to: '/admin/payments',
    way: 'Payments',
  },
  break: {
    code: 'break_not_found',
    title: 'There is no such break',
    why: MISTYPED,
    to: '/admin/breaks',
    way: 'Breaks',
  },
  ledgerAccount: {
    code: 'account_not_found',
    title: 'There is no such account',
    why: MISTYPED,
    to: '/admin/ledger',
    way: 'Ledger',
  },
  transfer: {
    code: 'transfer_not_found',
    title: 'There is no such transfer',
    why: MISTYPED,
    to: '/admin/ledger',
    way: 'Ledger',
  },
  payout: {
    code: 'withdrawal_not_found',
    title: 'There is no such payout',
    why: MISTYPED,
    to: '/admin/payouts',
    way: 'Payouts',
  },
  webhook: {
    code: 'webhook_endpoint_not_found',
    title: 'There is no such webhook',
    why: MISTYPED,
    to: '/venue/webhooks',
    way: 'Webhooks',
  },
} as const;
type Kind = keyof typeof KINDS;

/** The page of an address that names something that there is not, with a way on. */
export function NoSuch({ kind }: { readonly kind: Kind }) {
  const { title, why, to, way } = KINDS[kind];
  return (
    <Missing
      title={title}
      way={
        <Link to={to} className={buttonClass()}>
          {way}
        </Link>
      }
    >
      {why}
    </Missing>
  );
}

/** Does the server say that there is no such thing? */
export function isNoSuch(kind: Kind, error: unknown): boolean {
  return error instanceof DocketApiError && error.code === KINDS[kind].code;
}

type AtIdProps = { readonly kind: Kind; readonly id: string; readonly children: ReactNode };

/** What is at an id. One that is none is not asked for. */
export function AtId({ kind, id, children }: AtIdProps) {
  return uuid.safeParse(id).success ? children : <NoSuch kind={kind} />;
}
