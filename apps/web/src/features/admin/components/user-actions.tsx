import { roles, type Role } from '@docket/contracts/access';
import type { UserDetail } from '@docket/contracts/http/users';
import { useState } from 'react';
import { useSession } from '../../../lib/session.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Select } from '../../../ui/field.tsx';
import { toast } from '../../../ui/toast.tsx';
import { useUserAct, type UserAct } from '../api/users.ts';
import { ROLE_WORDS } from '../role-words.ts';

/** What an admin can do about an account; each asks first, as its owner will notice. */
export function UserActions({ user }: { readonly user: UserDetail }) {
  const [role, setRole] = useState<Role>(user.role);
  const [asked, setAsked] = useState<UserAct>();
  const open = user.state === 'active';
  return (
    <section className="box grid gap-4 p-4 sm:p-6" aria-label="What you can do">
      {open && (
        <div className="grid items-end gap-3 sm:grid-cols-[14rem_auto_1fr]">
          <Select
            label="Role"
            value={role}
            options={roles.map((value) => ({ value, label: ROLE_WORDS[value].label }))}
            onChange={(value) => setRole(roles.find((one) => one === value) ?? user.role)}
          />
          <Button disabled={role === user.role} onClick={() => setAsked({ kind: 'role', role })}>
            Give this role
          </Button>
          <p className="text-sm text-muted sm:pb-2">{ROLE_WORDS[role].may}</p>
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        {open && user.sessions > 0 && <Button onClick={() => setAsked({ kind: 'sessions' })}>End all logins</Button>}
        {open ? (
          <Button onClick={() => setAsked({ kind: 'disable' })}>Close the account</Button>
        ) : (
          <Button onClick={() => setAsked({ kind: 'enable' })}>Open the account again</Button>
        )}
      </div>
      {asked !== undefined && <AskFirst user={user} what={asked} onClose={() => setAsked(undefined)} />}
    </section>
  );
}

type Words = { title: string; text: string; action: string; keep: string; danger?: boolean };

function wordsOf(user: UserDetail, what: UserAct, isSelf: boolean): Words {
  const name = user.username;
  switch (what.kind) {
    case 'role':
      return {
        title: `Make ${name} ${what.role === 'admin' ? 'an' : 'a'} ${ROLE_WORDS[what.role].label.toLowerCase()}?`,
        text: `${ROLE_WORDS[what.role].may} It counts at once, also where they are logged in.${isSelf && what.role !== 'admin' ? ' This is you: you will not see these pages any more.' : ''}`,
        action: 'Give the role',
        keep: 'Keep the role',
        danger: what.role === 'admin',
      };
    case 'sessions':
      return {
        title: `End all logins of ${name}?`,
        text: 'They are logged out everywhere within a second, and may log in again.',
        action: 'End the logins',
        keep: 'Keep them',
      };
    case 'disable':
      return {
        title: `Close the account of ${name}?`,
        text: `${isSelf ? 'This is you. ' : ''}They are logged out everywhere and cannot log in. Seats they hold and places in lines are given up; what they bought and submitted stays.`,
        action: 'Close the account',
        keep: 'Keep it open',
        danger: true,
      };
    case 'enable':
      return {
        title: `Open the account of ${name} again?`,
        text: 'They can log in with the password they had. What was given up when it was closed does not come back.',
        action: 'Open the account',
        keep: 'Keep it closed',
      };
    default:
      return what satisfies never;
  }
}

function AskFirst({
  user,
  what,
  onClose,
}: {
  readonly user: UserDetail;
  readonly what: UserAct;
  readonly onClose: () => void;
}) {
  const act = useUserAct(user.userId);
  const isSelf = useSession()?.userId === user.userId;
  const { title, text, action, keep, danger = false } = wordsOf(user, what, isSelf);
  return (
    <ConfirmDialog
      title={title}
      action={action}
      keep={keep}
      danger={danger}
      busy={act.isPending}
      error={act.error}
      onConfirm={() =>
        act.mutate(what, {
          onSuccess: () => {
            toast('ok', 'Done');
            onClose();
          },
        })
      }
      onClose={onClose}
    >
      <p>{text}</p>
    </ConfirmDialog>
  );
}
