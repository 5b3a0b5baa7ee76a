import { confirmWithPassword } from '@docket/contracts/http/sign-in';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { canUsePasskeys } from '../../../lib/passkeys.ts';
import { useAct } from '../../../lib/use-act.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Loading } from '../../../ui/states.tsx';
import { signInQuery, useProvider } from '../../identity/api/sign-in.ts';
import { PasswordField } from '../../identity/components/password-field.tsx';
import { confirmByPasskey, confirmByPassword, waysInQuery } from '../api/ways-in.ts';
import { isConfirmationNeeded, WhyNot } from './why-not.tsx';

type Props = {
  /** What the server refused with; for any other reason than that nothing is shown. */
  readonly error: unknown;
  /** Does again what was refused. */
  readonly onDone: () => void;
};

/** Asks who it is before a sensitive change, by whatever way the account has, and goes on with the change. */
export function ConfirmYou({ error, onDone }: Props) {
  const [closed, setClosed] = useState<unknown>();
  if (!isConfirmationNeeded(error) || closed === error) return null;
  const close = () => setClosed(error);
  return (
    <ConfirmYouDialog
      onClose={close}
      onDone={() => {
        close();
        onDone();
      }}
    />
  );
}

function ConfirmYouDialog({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: () => void }) {
  const ways = useQuery(waysInQuery());
  const offered = useQuery(signInQuery());
  const passkey = useAct({ act: confirmByPasskey, onSuccess: onDone });
  const provider = useProvider();
  const form = useForm({
    initial: { password: '' },
    schema: confirmWithPassword.body,
    send: ({ password }) => confirmByPassword(password),
    onDone,
  });
  const password = ways.data?.password === true;
  const rpId = offered.data?.passkeys?.rpId;
  const byPasskey = (ways.data?.passkeys ?? []).length > 0 && rpId !== undefined && canUsePasskeys(rpId);
  const usable = (ways.data?.links ?? []).filter((link) => link.provider !== null);
  const error = passkey.error ?? provider.error ?? ways.error ?? offered.error;
  const none = ways.data !== undefined && !password && !byPasskey && usable.length === 0;
  return (
    <ConfirmDialog
      title="Confirm that it is you"
      action={password ? 'Confirm' : 'Close'}
      keep="Not now"
      busy={form.button.busy}
      error={form.failure}
      {...(password ? { form: form.props } : { onConfirm: onClose })}
      onClose={onClose}
    >
      <p className="text-sm text-muted">You are not asked again for ten minutes.</p>
      {(ways.isPending || offered.isPending) && <Loading label="Loading" lines={2} />}
      {byPasskey && (
        <Button busy={passkey.isPending} onClick={() => !passkey.isPending && passkey.mutate()}>
          Use a passkey
        </Button>
      )}
      {usable.map((link) => (
        <Button
          key={link.linkId}
          busy={provider.isPending}
          onClick={() => provider.mutate({ provider: link.provider ?? '', purpose: 'confirm', next: '/account' })}
        >
          Log in with {link.name} again
        </Button>
      ))}
      {password && <PasswordField label="Your password" autoComplete="current-password" {...form.text('password')} />}
      {none && (
        <p>
          Nothing that you log in with works here.{' '}
          <Link to="/forgot" className="link">
            Have a link sent to set a password
          </Link>
        </p>
      )}
      <WhyNot error={error} />
    </ConfirmDialog>
  );
}
