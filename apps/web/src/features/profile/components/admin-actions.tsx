import { disableUser, endUserSessions } from '@docket/contracts/http/identity';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { plural } from '../../../lib/format.ts';
import { useAct } from '../../../lib/use-act.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { toast } from '../../../ui/toast.tsx';

type AdminActionsProps = { readonly userId: string; readonly username: string };

/** What an admin can do about somebody: end their logins, or close their account. */
export function AdminActions({ userId, username }: AdminActionsProps) {
  const router = useRouter();
  const [asked, setAsked] = useState<'end' | 'close'>();
  const params = { userId };
  const end = useAct({
    act: () => docket.call(endUserSessions, { params }),
    onSuccess: ({ ended }) => {
      setAsked(undefined);
      toast('ok', `${plural(ended, 'login')} of ${username} ended`);
    },
  });
  const close = useAct({
    act: () => docket.call(disableUser, { params }),
    onSuccess: () => router.navigate({ to: '/problems' }),
  });
  const leave = () => {
    setAsked(undefined);
    end.reset();
    close.reset();
  };
  return (
    <section aria-label="For admins" className="flex flex-wrap gap-2">
      <Button onClick={() => setAsked('end')}>End all logins</Button>
      <Button variant="danger" onClick={() => setAsked('close')}>
        Close the account
      </Button>
      {asked === 'end' && (
        <ConfirmDialog
          title={`End all logins of ${username}?`}
          action="End the logins"
          keep="Keep the logins"
          busy={end.isPending}
          error={end.error}
          onConfirm={() => end.mutate()}
          onClose={leave}
        >
          <p className="text-muted">They are cut off at once, and may log in again.</p>
        </ConfirmDialog>
      )}
      {asked === 'close' && (
        <ConfirmDialog
          title={`Close the account of ${username}?`}
          action="Close the account"
          keep="Keep the account"
          danger
          busy={close.isPending}
          error={close.error}
          onConfirm={() => close.mutate()}
          onClose={leave}
        >
          <p className="text-muted">They are cut off at once and cannot log in again. What they submitted stays.</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
