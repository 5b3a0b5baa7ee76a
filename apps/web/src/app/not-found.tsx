import { Link } from '@tanstack/react-router';
import { useTitle } from '../lib/use-title.ts';
import { buttonClass } from '../ui/button.tsx';
import { Missing } from '../ui/missing.tsx';

export function NotFound() {
  useTitle('Not found');
  return (
    <Missing
      title="Page not found"
      way={
        <Link to="/problems" className={buttonClass()}>
          Go to the problems
        </Link>
      }
    >
      The address may be mistyped, or the page may have been removed.
    </Missing>
  );
}
