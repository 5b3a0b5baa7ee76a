import { Link } from '@tanstack/react-router';
import { useTitle } from '../lib/use-title.ts';
import { buttonClass } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';

export function NotFound() {
  useTitle('Not found');
  return (
    <Page className="grid justify-items-start gap-4">
      <p className="stamp px-4 py-3 text-2xl text-muted">404</p>
      <h1 className="text-2xl font-semibold">There is nothing at this address</h1>
      <p className="text-muted">It may have been mistyped, or what was here is gone.</p>
      <Link to="/problems" className={buttonClass()}>
        Go to the problems
      </Link>
    </Page>
  );
}
