import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { userQuery } from '../api/users.ts';

type UserLinkProps = { readonly userId: string };

/** Somebody by name; by their id where they are gone, or not read yet. */
export function UserLink({ userId }: UserLinkProps) {
  const { data } = useQuery(userQuery(userId));
  return (
    <Link to="/admin/users/$userId" params={{ userId }} className="link break-all">
      {data?.username ?? userId}
    </Link>
  );
}

/** Above a list of what is one person's. @param children the way to all of it */
export function OfOnePerson({ userId, children }: UserLinkProps & { readonly children: ReactNode }) {
  return (
    <p className="text-sm">
      Of <UserLink userId={userId} /> only. {children}
    </p>
  );
}
