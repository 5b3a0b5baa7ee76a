import { DocketApiError } from '@docket/client/errors';
import type { Language } from '@docket/contracts/http/language';
import type { ProblemDetail } from '@docket/contracts/http/problem';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTitle } from '../../../lib/use-title.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Missing } from '../../../ui/missing.tsx';
import { Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { useLanguages } from '../../problem/api/use-languages.ts';
import { useProblem } from '../../problem/api/use-problems.ts';
import { ProblemHelp } from '../../practice/components/problem-help.tsx';
import { Workbench } from './workbench.tsx';

const route = getRouteApi('/problems/$slug');

export function ProblemPage() {
  const { slug } = route.useParams();
  const { submission } = route.useSearch();
  const navigate = route.useNavigate();
  const problem = useProblem(slug);
  const { languages, error, retry } = useLanguages();
  useTitle(problem.data?.title ?? 'Problem');

  if (problem.isError && problem.data === undefined)
    return <ProblemFailure error={problem.error} retry={() => void problem.refetch()} />;
  if (error !== null && languages === undefined) return <ProblemFailure error={error} retry={retry} />;
  if (problem.data === undefined || languages === undefined) {
    return (
      <Page>
        <Loading label="Loading the problem" lines={10} />
      </Page>
    );
  }
  return (
    <Workbench
      key={problem.data.problemId}
      problem={problem.data}
      languages={languages}
      submissionId={submission}
      below={helpBelow(problem.data, languages)}
      onSubmitted={(id) => void navigate({ search: { submission: id }, replace: true, resetScroll: false })}
    />
  );
}

/** What is below the statement, for the language of the editor; nothing while nothing can be judged. */
function helpBelow(problem: ProblemDetail, [first, ...others]: readonly Language[]) {
  if (first === undefined) return undefined;
  return (language: string) => <ProblemHelp problem={problem} languages={[first, ...others]} language={language} />;
}

function ProblemFailure({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const gone = error instanceof DocketApiError && error.code === 'problem_not_found';
  if (gone) {
    return (
      <Missing
        title="There is no such problem"
        way={
          <Link to="/problems" className={buttonClass()}>
            All problems
          </Link>
        }
      >
        Its name may have been mistyped, or it has been taken away.
      </Missing>
    );
  }
  return (
    <Page>
      <Failure error={error} retry={retry} />
    </Page>
  );
}
