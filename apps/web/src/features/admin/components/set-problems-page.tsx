import { problemStatuses, type ProblemStatus } from '@docket/contracts/http/problem';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { given } from '../../../lib/given.ts';
import { useSession } from '../../../lib/session.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { useSetProblems } from '../api/use-set-problems.ts';
import { SetProblemRow } from './set-problem-row.tsx';

const STATES = [
  { value: '', label: 'Any' },
  { value: 'DRAFT', label: 'Draft' },
  { value: 'CHECKED', label: 'Checked' },
  { value: 'PUBLISHED', label: 'Published' },
  { value: 'ARCHIVED', label: 'Archived' },
];
const WHOSE = [
  { value: 'own', label: 'Mine' },
  { value: 'everybody', label: 'Everybody’s' },
];

/** What a setter has imported, from draft to archive. */
export function SetProblemsPage() {
  useTitle('My problems');
  const admin = useSession()?.role === 'admin';
  const [q, setQ] = useState('');
  const [status, setStatus] = useState<ProblemStatus>();
  const [whose, setWhose] = useState<'own' | 'everybody'>('own');
  const words = useDeferredValue(q.trim());
  const problems = useSetProblems(given({ q: words === '' ? undefined : words, status, whose }));
  const shown = problems.data?.pages.flatMap((page) => page.data);
  const filtered = words !== '' || status !== undefined;
  return (
    <Page>
      <PageTitle
        aside={
          <Link to="/admin/import" className={buttonClass('primary')}>
            Import a problem
          </Link>
        }
      >
        My problems
      </PageTitle>
      <div className="mb-4 grid gap-3 sm:grid-cols-[1fr_10rem_10rem]">
        <Field label="Search" type="search" value={q} maxLength={100} onChange={(event) => setQ(event.target.value)} />
        <Select
          label="State"
          value={status ?? ''}
          options={STATES}
          onChange={(value) => setStatus(problemStatuses.find((one) => one === value))}
        />
        {admin && (
          <Select
            label="Whose"
            value={whose}
            options={WHOSE}
            onChange={(value) => setWhose(value === 'everybody' ? 'everybody' : 'own')}
          />
        )}
      </div>
      {problems.isPending && <RowsLoading label="Loading problems" rows={4} />}
      {problems.isError && <Failure error={problems.error} retry={() => void problems.refetch()} />}
      {shown !== undefined &&
        (shown.length === 0 ? (
          <Empty title={filtered ? 'No problem fits' : 'You have imported no problem'}>
            {filtered
              ? 'Search for other words, or choose another state.'
              : 'A problem is a package in the ICPC or Kattis format.'}
          </Empty>
        ) : (
          <>
            <RowList>
              {shown.map((problem) => (
                <SetProblemRow key={problem.problemId} problem={problem} />
              ))}
            </RowList>
            <LoadMore paged={problems} />
          </>
        ))}
    </Page>
  );
}
