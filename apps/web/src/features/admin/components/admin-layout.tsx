import { Link, Navigate, Outlet, useMatchRoute } from '@tanstack/react-router';
import { maySetProblems } from '@docket/contracts/http/identity';
import { useSession } from '../../session/api/session.ts';
import { RequireSession } from '../../session/components/require-session.tsx';
import { Empty } from '../../../ui/states.tsx';
import { Page } from '../../../ui/page.tsx';

const TAB =
  'flex min-h-11 items-center border-b-2 border-transparent px-3 text-sm whitespace-nowrap text-muted -outline-offset-2! hover:text-ink aria-[current]:border-mark aria-[current]:font-semibold aria-[current]:text-ink';

/** The pages of those who run the place: admins see all of it, setters what is theirs. */
export function AdminLayout() {
  return (
    <RequireSession>
      <Gate />
    </RequireSession>
  );
}

function Gate() {
  const role = useSession()?.role;
  const atRoot = useMatchRoute()({ to: '/admin' }) !== false;
  if (role === undefined || !maySetProblems(role)) {
    return (
      <Page>
        <Empty title="These pages are for admins and setters">Ask an admin to change your role.</Empty>
      </Page>
    );
  }
  if (atRoot) return <Navigate to={role === 'admin' ? '/admin/queue' : '/admin/rejudges'} replace />;
  return (
    <>
      <nav aria-label="Manage" className="border-b border-line bg-paper">
        <div className="mx-auto flex max-w-5xl overflow-x-auto px-1 sm:px-3">
          {role === 'admin' && (
            <>
              <Link to="/admin/queue" className={TAB}>
                Queue
              </Link>
              <Link to="/admin/workers" className={TAB}>
                Workers
              </Link>
              <Link to="/admin/invariants" className={TAB}>
                Invariants
              </Link>
            </>
          )}
          <Link to="/admin/rejudges" className={TAB} activeOptions={{ includeSearch: false }}>
            Rejudges
          </Link>
          <Link to="/admin/import" className={TAB}>
            Import
          </Link>
        </div>
      </nav>
      <Outlet />
    </>
  );
}
