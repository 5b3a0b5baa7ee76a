import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../../ui/button.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { useLanguages } from '../../problems/api/use-languages.ts';
import { submissionsQuery } from '../../submissions/api/queries.ts';
import { SubmissionRows } from '../../submissions/components/submission-row.tsx';
import { NewestProblems } from './newest-problems.tsx';

/** What somebody comes back for: where they were, and the ways on. */
export function Desk({ username }: { readonly username: string }) {
  return (
    <Page className="grid gap-8 [&>:first-child]:mb-0">
      <PageTitle
        aside={
          <div className="flex flex-wrap gap-2">
            <Link to="/problems" className={buttonClass('primary')}>
              Solve a problem
            </Link>
            <Link to="/shows" className={buttonClass('secondary')}>
              What’s on
            </Link>
            <Link to="/bookings" className={buttonClass('secondary')}>
              My bookings
            </Link>
          </div>
        }
      >
        Hello, {username}
      </PageTitle>
      <LatestSubmissions />
      <NewestProblems />
    </Page>
  );
}

function LatestSubmissions() {
  const { nameOf } = useLanguages();
  const submissions = useInfiniteQuery(submissionsQuery({}, 5));
  const shown = submissions.data?.pages[0]?.data;
  return (
    <section aria-labelledby="latest">
      <div className="mb-4 flex items-baseline justify-between gap-4">
        <h2 id="latest" className="text-xl font-semibold">
          Your latest submissions
        </h2>
        <Link to="/submissions" className="link shrink-0">
          All submissions
        </Link>
      </div>
      {submissions.isPending && <Loading label="Loading your submissions" lines={5} />}
      {submissions.isError && <Failure error={submissions.error} retry={() => void submissions.refetch()} />}
      {shown?.length === 0 && <Empty title="You have not submitted anything yet">The newest problems are below.</Empty>}
      {shown !== undefined && shown.length > 0 && <SubmissionRows submissions={shown} languageName={nameOf} />}
    </section>
  );
}
