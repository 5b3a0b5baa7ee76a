import { resetPassword } from '@docket/contracts/http/account';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { session } from '../../../lib/session.ts';
import { useForm } from '../../../lib/use-form.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Failure } from '../../../ui/states.tsx';
import { AuthCard } from './auth-card.tsx';
import { PasswordField } from './password-field.tsx';

/** Sets a new password with the token of a mail, which stands behind the # of the address. */
export function ResetPage() {
  useTitle('Set a new password');
  const [token] = useState(() => window.location.hash.slice(1));
  const [done, setDone] = useState(false);
  const form = useForm({
    initial: { newPassword: '' },
    schema: resetPassword.body,
    body: ({ newPassword }) => ({ token, newPassword }),
    send: (body) => docket.call(resetPassword, { body }),
    onDone: () => {
      // All sessions ended with it, the one here too.
      session.set(undefined);
      window.history.replaceState(window.history.state, '', window.location.pathname);
      setDone(true);
    },
  });
  return (
    <AuthCard
      title="Set a new password"
      footer={
        <Link to="/forgot" className="link">
          Ask for another link
        </Link>
      }
    >
      {done && (
        <div className="grid gap-4">
          <Notice tone="ok" role="status" title="Your password is set">
            <p>You were logged out everywhere. Log in with the new one.</p>
          </Notice>
          <Link to="/login" className={buttonClass('primary')}>
            Log in
          </Link>
        </div>
      )}
      {!done && token === '' && (
        <Notice tone="limit" title="This address has no link in it">
          <p>Open the link of the mail itself, or copy all of it into the address bar.</p>
        </Notice>
      )}
      {!done && token !== '' && (
        <form {...form.props} className="grid gap-4">
          <PasswordField
            label="New password"
            hint="At least 8 characters."
            autoComplete="new-password"
            {...form.text('newPassword')}
          />
          {form.failure !== null && <Failure error={form.failure} />}
          <Button variant="primary" {...form.button}>
            Set the password
          </Button>
        </form>
      )}
    </AuthCard>
  );
}
