import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Failure, Loading } from '../../../ui/states.tsx';
import { problemsQuery } from '../../problems/api/queries.ts';
import { ProblemRows } from '../../problems/components/problem-row.tsx';

/** The five problems that came last; nothing where there are none. */
export function NewestProblems() {
  const problems = useInfiniteQuery(problemsQuery({}, 5));
  const shown = problems.data?.pages[0]?.data ?? [];
  if (problems.isSuccess && shown.length === 0) return null;
  return (
    <section aria-labelledby="newest">
      <div className="mb-4 flex items-baseline justify-between">
        <h2 id="newest" className="text-xl font-semibold">
          Newest problems
        </h2>
        <Link to="/problems" className="link">
          All problems
        </Link>
      </div>
      {problems.isPending && <Loading label="Loading problems" lines={5} />}
      {problems.isError && <Failure error={problems.error} retry={() => void problems.refetch()} />}
      {shown.length > 0 && <ProblemRows problems={shown} />}
    </section>
  );
}
