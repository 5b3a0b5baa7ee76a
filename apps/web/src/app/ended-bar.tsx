import { Link, useLocation } from '@tanstack/react-router';
import { useSession, useSessionEnded } from '../lib/session.ts';
import { Icon } from '../ui/icons.tsx';

/** Says why somebody who was logged in is so no longer, and leads back to where they were. */
export function EndedBar() {
  const ended = useSessionEnded();
  const loggedIn = useSession() !== undefined;
  const { href, pathname } = useLocation();
  return (
    <div role="status" data-testid="session-ended">
      {ended && !loggedIn && (
        <p className="flex flex-wrap items-center justify-center gap-x-2 gap-y-1 border-b border-limit/50 bg-limit/8 px-4 py-2 text-sm print:hidden">
          <Icon name="alert" className="text-limit" />
          Your session has ended.
          {pathname === '/login' ? (
            <span>Log in to continue where you left off.</span>
          ) : (
            <Link to="/login" search={{ next: href }} className="link">
              Log in again
            </Link>
          )}
        </p>
      )}
    </div>
  );
}
