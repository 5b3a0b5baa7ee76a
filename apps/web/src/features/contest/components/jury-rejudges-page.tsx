import type { ContestDetail } from '@docket/contracts/http/contest';
import type { RejudgeSummary } from '@docket/contracts/http/rejudge';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { plural } from '../../../lib/format.ts';
import { Ago } from '../../../ui/ago.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { useLanguages } from '../../problem/api/use-languages.ts';
import { RejudgeBadge } from '../../rejudge/components/rejudge-status.tsx';
import { describeFilter } from '../../rejudge/rejudge-look.ts';
import { contestRejudgesQuery } from '../api/jury.ts';
import { useContestProblems } from '../api/use-contest.ts';
import { JuryFrame } from './jury-frame.tsx';

const route = getRouteApi('/contests/$slug/jury/rejudges');

export function JuryRejudgesPage() {
  const { slug } = route.useParams();
  return (
    <JuryFrame slug={slug} title="Rejudges">
      {(contest) => <Rejudges contest={contest} />}
    </JuryFrame>
  );
}

function Rejudges({ contest }: { readonly contest: ContestDetail }) {
  const { nameOf } = useLanguages();
  const rejudges = useInfiniteQuery(contestRejudgesQuery(contest.slug));
  const problems = useContestProblems(contest.slug, true);
  const shown = rejudges.data?.pages.flatMap((page) => page.data);
  if (rejudges.isPending) return <RowsLoading label="Loading the rejudges" />;
  if (shown === undefined) return <Failure error={rejudges.error} retry={() => void rejudges.refetch()} />;
  if (shown.length === 0)
    return (
      <Empty title="Nothing has been rejudged">
        <Link to="/contests/$slug/jury/submissions" params={{ slug: contest.slug }} className="link">
          Choose what to rejudge among the submissions
        </Link>
      </Empty>
    );
  const titleOf = ({ filter }: RejudgeSummary) => {
    const problem = problems.data?.data.find(({ problemId }) => problemId === filter.problemId);
    return problem === undefined ? undefined : `${problem.label}. ${problem.title}`;
  };
  return (
    <div>
      <RowList aria-label="Rejudges">
        {shown.map((one) => (
          <RowItem
            key={one.rejudgeId}
            className="gap-x-4 text-sm hover:bg-sunken/60 sm:grid-cols-[8rem_minmax(0,1fr)_auto] sm:items-center"
          >
            <RejudgeBadge status={one.status} />
            <Link
              to="/contests/$slug/jury/rejudges/$id"
              params={{ slug: contest.slug, id: one.rejudgeId }}
              className={`min-w-0 text-base font-medium wrap-anywhere ${ROW_LINK}`}
            >
              {describeFilter(one, nameOf, titleOf(one))}
            </Link>
            <p className="text-muted sm:text-right">
              {plural(one.changed, 'verdict')} of {one.total} changed · {one.createdBy}, <Ago at={one.createdAt} />
            </p>
          </RowItem>
        ))}
      </RowList>
      <LoadMore paged={rejudges} />
    </div>
  );
}
