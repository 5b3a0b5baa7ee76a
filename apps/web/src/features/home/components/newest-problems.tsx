import { Link } from '@tanstack/react-router';
import { useProblems } from '../../problem/api/use-problems.ts';
import { ProblemRows } from '../../problem/components/problem-row.tsx';
import { FirstRows } from './first-rows.tsx';

/** The five problems that came last; nothing where there are none. */
export function NewestProblems() {
  return (
    <FirstRows
      id="newest"
      title="Newest problems"
      all={
        <Link to="/problems" className="link shrink-0">
          All problems
        </Link>
      }
      loading="Loading problems"
      query={useProblems({}, 5)}
    >
      {(problems) => <ProblemRows problems={problems} />}
    </FirstRows>
  );
}
