import { DocketApiError } from '@docket/client/errors';
import type { ContestDetail } from '@docket/contracts/http/contest';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { serverClock } from '../../../lib/server-clock.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Missing } from '../../../ui/missing.tsx';
import { isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { useLanguages } from '../../problem/api/use-languages.ts';
import { Workbench } from '../../workbench/components/workbench.tsx';
import { contestProblemQuery } from '../api/queries.ts';
import { useContest } from '../api/use-contest.ts';
import { ownEnd } from '../contest-turns.ts';
import { ContestBar } from './contest-bar.tsx';

const route = getRouteApi('/contests/$slug/problems/$label');

/** A problem of a contest in the workbench; what is submitted counts in the contest while the own time runs. */
export function ContestProblemPage() {
  const { slug, label } = route.useParams();
  const { submission } = route.useSearch();
  const navigate = route.useNavigate();
  const contest = useContest(slug);
  const problem = useQuery({
    ...contestProblemQuery(slug, label),
    enabled: contest.data?.problemsOpen === true,
  });
  const { languages, error, retry } = useLanguages();
  useTitle(problem.data === undefined ? `Problem ${label}` : `${label}. ${problem.data.title}`);

  if (isNoSuch('contest', contest.error)) return <NoSuch kind="contest" />;
  if (contest.data !== undefined && !contest.data.problemsOpen) return <Closed contest={contest.data} label={label} />;
  if (isNotThere(problem.error)) return <NoProblem slug={slug} label={label} />;
  const failed = contest.data === undefined ? contest.error : problem.data === undefined ? problem.error : null;
  if (failed !== null)
    return (
      <Page>
        <Failure error={failed} retry={() => void Promise.all([contest.refetch(), problem.refetch()])} />
      </Page>
    );
  if (languages === undefined && error !== null)
    return (
      <Page>
        <Failure error={error} retry={retry} />
      </Page>
    );
  if (contest.data === undefined || problem.data === undefined || languages === undefined)
    return (
      <Page>
        <Loading label="Loading the problem" lines={10} />
      </Page>
    );
  // That it is published nowhere else is no news to those in the contest.
  const { status: _, ...shown } = problem.data.problem;
  return (
    <Workbench
      key={problem.data.problemId}
      problem={shown}
      languages={languages}
      only={contest.data.languages}
      contestId={countsIn(contest.data)}
      submissionId={submission}
      onSubmitted={(id) => void navigate({ search: { submission: id }, replace: true, resetScroll: false })}
      bar={<ContestBar contest={contest.data} label={label} />}
    />
  );
}

/** The contest that a submission is for: it counts while the own time runs, and in homework also when it is late. */
function countsIn(contest: ContestDetail): string | undefined {
  if (contest.mine !== 'registered') return undefined;
  // Until when late ones are taken the gate knows, and says.
  const late = contest.format === 'homework' && (contest.phase === 'running' || contest.phase === 'over');
  return late || ownEnd(contest, serverClock.now()) !== undefined ? contest.contestId : undefined;
}

function isNotThere(error: unknown): boolean {
  return error instanceof DocketApiError && error.code === 'contest_problem_not_found';
}

function NoProblem({ slug, label }: { readonly slug: string; readonly label: string }) {
  return (
    <Missing
      title={`There is no problem ${label}`}
      way={
        <Link to="/contests/$slug/problems" params={{ slug }} className={buttonClass()}>
          All problems of the contest
        </Link>
      }
    >
      The address may be mistyped, or the jury has taken the problem away.
    </Missing>
  );
}

function Closed({ contest, label }: { readonly contest: ContestDetail; readonly label: string }) {
  return (
    <Page className="grid justify-items-start gap-4">
      <h1 className="text-2xl font-bold">Problem {label}</h1>
      <p className="min-w-0 wrap-anywhere">The problems of {contest.title} are not open to you at the moment.</p>
      <Link to="/contests/$slug" params={{ slug: contest.slug }} className={buttonClass()}>
        To the contest
      </Link>
    </Page>
  );
}
