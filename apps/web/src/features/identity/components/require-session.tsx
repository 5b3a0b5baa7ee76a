import { useRouter } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { useSession } from '../../../lib/session.ts';

/** Shows its content to who is logged in; sends others to the login page, which brings them back here. */
export function RequireSession({ children }: { readonly children: ReactNode }) {
  return useSession() === undefined ? <ToLogin /> : children;
}

/** Goes once. It stays mounted until the login page has loaded, so it must not follow the address as it changes. */
function ToLogin() {
  const router = useRouter();
  useEffect(() => {
    const { pathname, href } = router.state.location;
    if (pathname !== '/login') void router.navigate({ to: '/login', search: { next: href }, replace: true });
  }, [router]);
  return null;
}
