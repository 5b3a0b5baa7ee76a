import { Link } from '@tanstack/react-router';
import { useProblems } from '../../problem/api/use-problems.ts';
import { ProblemRows } from '../../problem/components/problem-row.tsx';
import { FirstRows } from './first-rows.tsx';

/** The newest problems that this person has not touched; nothing where there are none. */
export function ProblemsToTry({ loggedIn }: { readonly loggedIn: boolean }) {
  return (
    <FirstRows
      id="problems"
      title="Problems to try"
      all={
        <Link to="/problems" className="link shrink-0 text-sm">
          All problems
        </Link>
      }
      loading="Loading problems"
      query={useProblems(loggedIn ? { solved: 'untouched' } : {}, 5)}
    >
      {(problems) => <ProblemRows problems={problems} />}
    </FirstRows>
  );
}
