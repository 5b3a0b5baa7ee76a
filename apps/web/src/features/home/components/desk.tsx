import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../../ui/button.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { Empty } from '../../../ui/states.tsx';
import { useLanguages } from '../../problem/api/use-languages.ts';
import { useSubmissions } from '../../submission/api/use-submissions.ts';
import { SubmissionRows } from '../../submission/components/submission-row.tsx';
import { FirstRows } from './first-rows.tsx';
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
  return (
    <FirstRows
      id="latest"
      title="Your latest submissions"
      all={
        <Link to="/submissions" className="link shrink-0">
          All submissions
        </Link>
      }
      loading="Loading your submissions"
      query={useSubmissions({}, 5)}
      empty={<Empty title="You have not submitted anything yet">The newest problems are below.</Empty>}
    >
      {(submissions) => <SubmissionRows submissions={submissions} languageName={nameOf} />}
    </FirstRows>
  );
}
