import { Navigate, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSession } from '../api/session.ts';

/** Shows its content to who is logged in; sends others to the login page, which brings them back here. */
export function RequireSession({ children }: { readonly children: ReactNode }) {
  const session = useSession();
  const next = useLocation({ select: (location) => location.href });
  return session === undefined ? <Navigate to="/login" search={{ next }} replace /> : children;
}
