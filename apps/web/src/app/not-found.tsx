import { Link } from '@tanstack/react-router';
import { useTitle } from '../lib/use-title.ts';
import { buttonClass } from '../ui/button.tsx';
import { Missing } from '../ui/missing.tsx';

export function NotFound() {
  useTitle('Not found');
  return (
    <Missing
      title="There is nothing at this address"
      way={
        <Link to="/problems" className={buttonClass()}>
          Go to the problems
        </Link>
      }
    >
      It may have been mistyped, or what was here is gone.
    </Missing>
  );
}
