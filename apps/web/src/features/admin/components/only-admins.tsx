import type { ReactNode } from 'react';
import { Page } from '../../../ui/page.tsx';
import { Empty } from '../../../ui/states.tsx';
import { useSession } from '../../../lib/session.ts';

/** Shows its content to admins. The server refuses the others in any case. */
export function OnlyAdmins({ children }: { readonly children: ReactNode }) {
  if (useSession()?.role === 'admin') return children;
  return (
    <Page>
      <Empty title="This page is for admins">As a setter you can use My problems, Rejudges and Import.</Empty>
    </Page>
  );
}
