import type { ContestDetail, ContestSubmission } from '@docket/contracts/http/contest';
import { getRouteApi, Link } from '@tanstack/react-router';
import { formatScore } from '../../../lib/format.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Select } from '../../../ui/field.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page } from '../../../ui/page.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { useLanguages } from '../../problem/api/use-languages.ts';
import { VerdictBadge } from '../../submission/components/verdict-badge.tsx';
import { useContestProblems, useContestSubmissions } from '../api/use-contest.ts';
import { exactTime } from '../contest-time.ts';
import { ContestFrame } from './contest-frame.tsx';
import { PrintForm } from './print-form.tsx';

const route = getRouteApi('/contests/$slug/submissions');

export function OwnSubmissionsPage() {
  const { slug } = route.useParams();
  return (
    <ContestFrame slug={slug} title="My submissions">
      {(contest) => (
        <Page className="grid gap-4">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <h1 className="text-lg font-semibold">
              {contest.participation?.kind === 'team' ? 'Our submissions' : 'My submissions'}
            </h1>
            {contest.phase === 'running' && contest.mine === 'registered' && <PrintForm contest={contest} />}
          </div>
          {contest.participation === null ? (
            <Empty title="You do not take part in this contest" />
          ) : (
            <List contest={contest} />
          )}
        </Page>
      )}
    </ContestFrame>
  );
}

function List({ contest }: { readonly contest: ContestDetail }) {
  const { label } = route.useSearch();
  const navigate = route.useNavigate();
  const problems = useContestProblems(contest.slug, contest.problemsOpen);
  const submissions = useContestSubmissions(contest.slug, label === undefined ? {} : { label });
  const shown = submissions.data?.pages.flatMap((page) => page.data);
  return (
    <>
      <Select
        quiet
        label="Problem"
        className="w-full sm:w-64"
        value={label ?? ''}
        options={[
          { value: '', label: 'All problems' },
          ...(problems.data?.data ?? []).map((one) => ({ value: one.label, label: `${one.label}. ${one.title}` })),
        ]}
        onChange={(value) => void navigate({ search: value === '' ? {} : { label: value }, replace: true })}
      />
      {submissions.isPending && <RowsLoading label="Loading the submissions" />}
      {submissions.isError && <Failure error={submissions.error} retry={() => void submissions.refetch()} />}
      {shown?.length === 0 && <Empty title="Nothing submitted yet" />}
      {shown !== undefined && shown.length > 0 && (
        <div>
          <RowList aria-label="Submissions">
            {shown.map((one) => (
              <Row key={one.submissionId} of={one} />
            ))}
          </RowList>
          <LoadMore paged={submissions} />
        </div>
      )}
    </>
  );
}

function Row({ of }: { readonly of: ContestSubmission }) {
  const { nameOf } = useLanguages();
  return (
    <RowItem className="grid-cols-[2.5rem_minmax(0,1fr)_auto] items-center gap-x-3 text-sm hover:bg-accent-soft/50 sm:grid-cols-[2.5rem_minmax(0,1fr)_9rem_5rem_5rem]">
      <span className="font-mono font-semibold">{of.label}</span>
      <Link to="/submissions/$id" params={{ id: of.submissionId }} className={ROW_LINK}>
        <span className="sr-only">Submission to {of.label}: </span>
        <VerdictBadge status={of.status} />
      </Link>
      <span className="truncate text-muted max-sm:hidden">{nameOf(of.language)}</span>
      <span className="text-right text-muted tabular-nums max-sm:hidden">
        {of.score === undefined ? '' : formatScore(of.score, of.maxScore)}
      </span>
      <span className="text-right text-muted tabular-nums">
        {of.ignored ? <Badge tone="muted">not counted</Badge> : <span title="Contest time">{exactTime(of.time)}</span>}
      </span>
    </RowItem>
  );
}
