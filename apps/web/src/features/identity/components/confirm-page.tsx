import { confirmEmail } from '@docket/contracts/http/account';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { useSession } from '../../../lib/session.ts';
import { useAct } from '../../../lib/use-act.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Failure } from '../../../ui/states.tsx';
import { AuthCard } from './auth-card.tsx';

/**
 * Confirms an address with the token of a mail, which stands behind the # of the address. By a button: programs that look at the links of mails
 * open the page, and confirm nothing.
 */
export function ConfirmPage() {
  useTitle('Confirm your address');
  const [token] = useState(() => window.location.hash.slice(1));
  const loggedIn = useSession() !== undefined;
  const queryClient = useQueryClient();
  const confirm = useAct({
    act: () => docket.call(confirmEmail, { body: { token } }),
    onSuccess: () => {
      window.history.replaceState(window.history.state, '', window.location.pathname);
      void queryClient.invalidateQueries({ queryKey: ['account'] });
    },
  });
  return (
    <AuthCard
      title="Confirm your address"
      footer={
        <Link to={loggedIn ? '/account' : '/login'} className="link">
          {loggedIn ? 'Your account' : 'Log in'}
        </Link>
      }
    >
      {confirm.isSuccess && (
        <div className="grid gap-4">
          <Notice tone="ok" role="status" title="Your address is confirmed">
            <p>
              {confirm.data.email} is the address of the account {confirm.data.username}.
            </p>
          </Notice>
          <Link to={loggedIn ? '/problems' : '/login'} className={buttonClass('primary')}>
            {loggedIn ? 'Continue' : 'Log in'}
          </Link>
        </div>
      )}
      {!confirm.isSuccess && token === '' && (
        <Notice tone="limit" title="This address has no link in it">
          <p>Open the link of the mail itself, or copy all of it into the address bar.</p>
        </Notice>
      )}
      {!confirm.isSuccess && token !== '' && (
        <div className="grid gap-4">
          <p>Confirm that the address we sent the mail to is yours.</p>
          {confirm.isError && <Failure error={confirm.error} />}
          <Button variant="primary" busy={confirm.isPending} onClick={() => confirm.mutate()}>
            Confirm the address
          </Button>
        </div>
      )}
    </AuthCard>
  );
}
