import { submissionStatus, STATUS_LABELS } from '@docket/contracts/judge/verdict';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTitle } from '../../../lib/use-title.ts';
import { buttonClass, Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { problemQuery } from '../../problem/api/queries.ts';
import { useLanguages } from '../../problem/api/use-languages.ts';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { useSubmissions } from '../api/use-submissions.ts';
import { SubmissionRows } from './submission-row.tsx';

const route = getRouteApi('/submissions');
const STATUSES = [
  { value: '', label: 'Any verdict' },
  ...submissionStatus.options.map((status) => ({ value: status, label: STATUS_LABELS[status] })),
];

export function SubmissionListPage() {
  useTitle('Your submissions');
  return (
    <RequireSession>
      <SubmissionList />
    </RequireSession>
  );
}

function SubmissionList() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { languages, nameOf } = useLanguages();
  const submissions = useSubmissions(search);
  const shown = submissions.data?.pages.flatMap((page) => page.data);
  const filtered = Object.keys(search).length > 0;
  const filter = (change: Record<string, string>) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });

  return (
    <Page>
      <PageTitle>Your submissions</PageTitle>
      <search className="mb-5 grid grid-cols-2 gap-2 sm:flex">
        <Select
          quiet
          label="Verdict"
          value={search.status ?? ''}
          options={STATUSES}
          onChange={(status) => filter({ status })}
        />
        <Select
          quiet
          label="Language"
          value={search.language ?? ''}
          options={[
            { value: '', label: 'Any language' },
            ...(languages ?? []).map((language) => ({ value: language.id, label: language.name })),
          ]}
          onChange={(language) => filter({ language })}
        />
        {search.problemId !== undefined && (
          <ProblemFilter problemId={search.problemId} clear={() => filter({ problemId: '' })} />
        )}
      </search>
      {submissions.isPending && <RowsLoading label="Loading submissions" rows={12} />}
      {submissions.isError && <Failure error={submissions.error} retry={() => void submissions.refetch()} />}
      {shown !== undefined && shown.length === 0 && (
        <Empty title={filtered ? 'No submissions match these filters' : 'You have not submitted anything yet'}>
          {filtered ? (
            <Button size="small" onClick={() => void navigate({ search: {}, replace: true })}>
              Clear the filters
            </Button>
          ) : (
            <Link to="/problems" className={buttonClass('primary')}>
              Choose a problem
            </Link>
          )}
        </Empty>
      )}
      {shown !== undefined && shown.length > 0 && (
        <>
          <SubmissionRows submissions={shown} languageName={nameOf} />
          <LoadMore paged={submissions} />
        </>
      )}
    </Page>
  );
}

/** Shows which problem the list is narrowed to, and widens it again. */
function ProblemFilter({ problemId, clear }: { readonly problemId: string; readonly clear: () => void }) {
  const problem = useQuery(problemQuery(problemId));
  return (
    <Button className="col-span-2" onClick={clear} aria-label="Show the submissions to all problems">
      {problem.data?.title ?? 'One problem'} <Icon name="close" />
    </Button>
  );
}
