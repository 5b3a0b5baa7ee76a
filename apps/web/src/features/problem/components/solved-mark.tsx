import type { ProblemSummary } from '@docket/contracts/http/problem';
import { Icon } from '../../../ui/icons.tsx';

/** Whether the caller has solved it. Untouched problems carry no mark. */
export function SolvedMark({ solved }: { readonly solved: ProblemSummary['solved'] }) {
  if (solved === 'solved') {
    return (
      <span title="Solved" className="grid size-5 place-items-center rounded-full bg-ok/14 text-ok">
        <Icon name="check" strokeWidth={2.4} />
        <span className="sr-only">Solved: </span>
      </span>
    );
  }
  if (solved === 'tried') {
    return (
      <span
        title="Attempted, not solved yet"
        className="grid size-5 place-items-center rounded-full border-2 border-dotted border-limit text-limit"
      >
        <span className="sr-only">Attempted: </span>
      </span>
    );
  }
  if (solved === null)
    return (
      <span aria-hidden="true" className="grid size-5 place-items-center text-edge">
        ·
      </span>
    );
  return <span aria-hidden="true" className="size-5 rounded-full border border-line" />;
}
