import type { RejudgeSummary } from '@docket/contracts/http/rejudge';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { plural } from '../../../lib/format.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Ago } from '../../../ui/ago.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Page, PageTitle } from '../../../ui/page.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { problemQuery } from '../../problem/api/queries.ts';
import { useLanguages } from '../../problem/api/use-languages.ts';
import { useRejudges } from '../../rejudge/api/use-rejudges.ts';
import { describeFilter } from '../../rejudge/rejudge-look.ts';
import { RejudgeForm } from './rejudge-form.tsx';
import { RejudgeBadge } from '../../rejudge/components/rejudge-status.tsx';

const route = getRouteApi('/admin/rejudges');

export function RejudgeListPage() {
  useTitle('Rejudges');
  const { problem, submission } = route.useSearch();
  const rejudges = useRejudges();
  const shown = rejudges.data?.pages.flatMap((page) => page.data);
  return (
    <Page className="grid gap-6 [&>:first-child]:mb-0">
      <PageTitle>Rejudges</PageTitle>
      <RejudgeForm key={`${problem}/${submission}`} problem={problem} submission={submission} />
      {rejudges.isPending && <RowsLoading label="Loading rejudges" rows={5} />}
      {rejudges.isError && <Failure error={rejudges.error} retry={() => void rejudges.refetch()} />}
      {shown !== undefined && shown.length === 0 && (
        <Empty title="No rejudges yet">
          After tests, limits or a checker have changed, judge the old submissions again: you see what would change
          before it counts.
        </Empty>
      )}
      {shown !== undefined && shown.length > 0 && (
        <div>
          <RowList>
            {shown.map((rejudge) => (
              <RejudgeRow key={rejudge.rejudgeId} rejudge={rejudge} />
            ))}
          </RowList>
          <LoadMore paged={rejudges} />
        </div>
      )}
    </Page>
  );
}

function RejudgeRow({ rejudge }: { readonly rejudge: RejudgeSummary }) {
  const { nameOf } = useLanguages();
  const { problemId } = rejudge.filter;
  const problem = useQuery({ ...problemQuery(problemId ?? ''), enabled: problemId !== null });
  return (
    <RowItem className="gap-x-5 hover:bg-sunken/60 sm:grid-cols-[9rem_1fr_auto] sm:items-center">
      <RejudgeBadge status={rejudge.status} />
      <div className="min-w-0">
        <Link
          to="/admin/rejudges/$id"
          params={{ id: rejudge.rejudgeId }}
          className={`block truncate font-medium ${ROW_LINK}`}
        >
          {describeFilter(rejudge, nameOf, problem.data?.title)}
        </Link>
        <p className="text-sm text-muted">
          {rejudge.createdBy}, <Ago at={rejudge.createdAt} />
        </p>
      </div>
      <p className="text-sm text-muted tabular-nums sm:text-right">
        {rejudge.status === 'RUNNING' ? `${rejudge.judged} of ${rejudge.total}` : plural(rejudge.total, 'submission')}
        <span className="max-sm:before:content-['_·_'] sm:block">{rejudge.changed} changed</span>
      </p>
    </RowItem>
  );
}
