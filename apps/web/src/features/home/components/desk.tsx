import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { Empty } from '../../../ui/states.tsx';
import { useBookings } from '../../booking/api/use-bookings.ts';
import { BookingRows } from '../../booking/components/booking-row.tsx';
import { useLanguages } from '../../problem/api/use-languages.ts';
import { useSubmissions } from '../../submission/api/use-submissions.ts';
import { SubmissionRows } from '../../submission/components/submission-row.tsx';
import { FirstRows } from './first-rows.tsx';
import { OnSale } from './on-sale.tsx';
import { ProblemsToTry } from './problems-to-try.tsx';

/** What draws trips comes when it is needed: a visitor's first page does without. */
const NextTrips = lazy(() => import('./next-trips.tsx').then(({ NextTrips: component }) => ({ default: component })));

/** What somebody comes back for: their next tickets, where they were, and the ways on. */
export function Desk({ username }: { readonly username: string }) {
  return (
    <Page className="grid grid-cols-[minmax(0,1fr)] gap-8 [&>:first-child]:mb-0">
      <PageTitle>
        <span className="wrap-anywhere">Welcome back, {username}</span>
      </PageTitle>
      <NextBookings />
      <Suspense>
        <NextTrips />
      </Suspense>
      <LatestSubmissions />
      <OnSale />
      <ProblemsToTry loggedIn />
    </Page>
  );
}

function NextBookings() {
  return (
    <FirstRows
      id="next"
      title="Your next bookings"
      all={
        <Link to="/bookings" className="link shrink-0 text-sm">
          All bookings
        </Link>
      }
      loading="Loading your bookings"
      query={useBookings('upcoming', 3)}
    >
      {(bookings) => <BookingRows bookings={bookings} />}
    </FirstRows>
  );
}

function LatestSubmissions() {
  const { nameOf } = useLanguages();
  return (
    <FirstRows
      id="latest"
      title="Your latest submissions"
      all={
        <Link to="/submissions" className="link shrink-0 text-sm">
          All submissions
        </Link>
      }
      loading="Loading your submissions"
      query={useSubmissions({}, 5)}
      empty={<Empty title="You have not submitted anything yet">Pick a problem below to start.</Empty>}
    >
      {(submissions) => <SubmissionRows submissions={submissions} languageName={nameOf} />}
    </FirstRows>
  );
}
