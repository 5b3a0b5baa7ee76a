import { mayManageVenues } from '@docket/contracts/http/identity';
import { Link, Navigate, Outlet, useMatchRoute } from '@tanstack/react-router';
import { Page } from '../../../ui/page.tsx';
import { Empty } from '../../../ui/states.tsx';
import { useSession } from '../../session/api/session.ts';
import { RequireSession } from '../../session/components/require-session.tsx';

const TAB =
  'flex min-h-11 items-center border-b-2 border-transparent px-3 text-sm whitespace-nowrap text-muted -outline-offset-2! hover:text-ink aria-[current]:border-mark aria-[current]:font-semibold aria-[current]:text-ink';

/** The pages of those who run venues. */
export function ConsoleLayout() {
  return (
    <RequireSession>
      <Gate />
    </RequireSession>
  );
}

function Gate() {
  const role = useSession()?.role;
  const atRoot = useMatchRoute()({ to: '/venue' }) !== false;
  if (role === undefined || !mayManageVenues(role)) {
    return (
      <Page>
        <Empty title="These pages are for managers of venues">Ask an admin to change your role.</Empty>
      </Page>
    );
  }
  if (atRoot) return <Navigate to="/venue/shows" replace />;
  return (
    <>
      <nav aria-label="Venue" className="border-b border-line bg-paper">
        <div className="mx-auto flex max-w-5xl overflow-x-auto px-1 sm:px-3">
          <Link to="/venue/shows" className={TAB}>
            Shows
          </Link>
          <Link to="/venue/new" className={TAB}>
            Add shows
          </Link>
          <Link to="/venue/halls" className={TAB}>
            Halls
          </Link>
        </div>
      </nav>
      <Outlet />
    </>
  );
}
