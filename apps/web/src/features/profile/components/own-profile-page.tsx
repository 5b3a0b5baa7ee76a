import { Navigate } from '@tanstack/react-router';
import { useSession } from '../../../lib/session.ts';
import { RequireSession } from '../../identity/components/require-session.tsx';

/** `/profile` is whoever is logged in. */
export function OwnProfilePage() {
  return (
    <RequireSession>
      <ToOwn />
    </RequireSession>
  );
}

function ToOwn() {
  const session = useSession();
  return session === undefined ? null : (
    <Navigate to="/profile/$username" params={{ username: session.username }} replace />
  );
}
