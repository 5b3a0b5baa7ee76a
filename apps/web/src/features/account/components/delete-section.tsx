import { DocketApiError } from '@docket/client/errors';
import { deleteAccount } from '@docket/contracts/http/account';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { docket } from '../../../lib/docket.ts';
import { formatMoney } from '../../../lib/money.ts';
import { session } from '../../../lib/session.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PasswordField } from '../../identity/components/password-field.tsx';
import { walletQuery } from '../../wallet/api/queries.ts';
import { useHasPassword } from '../api/ways-in.ts';
import { ConfirmYou } from './confirm-you.tsx';
import { Section } from './section.tsx';
import { isConfirmationNeeded } from './why-not.tsx';

export function DeleteSection() {
  const [asked, setAsked] = useState(false);
  return (
    <Section
      title="Delete the account"
      hint="Name, address, phone number, password, passkeys, linked logins and sessions are erased. Submissions stay without your name, because verdicts and statistics rest on them; bookings and tickets stay without it for the books. Held seats and places in lines are given up."
    >
      <Button variant="danger" className="justify-self-start" onClick={() => setAsked(true)}>
        Delete your account
      </Button>
      {asked && <DeleteDialog onClose={() => setAsked(false)} />}
    </Section>
  );
}

function DeleteDialog({ onClose }: { readonly onClose: () => void }) {
  const router = useRouter();
  const hasPassword = useHasPassword();
  const form = useForm({
    initial: { password: '', keepTickets: false },
    schema: deleteAccount.body,
    body: ({ password, ...rest }) => (hasPassword ? { password, ...rest } : rest),
    send: (body) => docket.call(deleteAccount, { body }),
    onDone: async () => {
      await router.navigate({ to: '/' });
      session.set(undefined);
    },
  });
  const tickets = form.failure instanceof DocketApiError && form.failure.code === 'account_has_tickets';
  const hidden = tickets || isConfirmationNeeded(form.failure);
  return (
    <>
      <ConfirmDialog
        title="Delete your account for good?"
        action="Delete the account"
        keep="Keep the account"
        danger
        busy={form.button.busy}
        error={hidden ? null : form.failure}
        form={form.props}
        onClose={onClose}
      >
        <MoneyLeft />
        {hasPassword && (
          <PasswordField label="Your password" autoComplete="current-password" {...form.text('password')} />
        )}
        {(tickets || form.draft.keepTickets) && (
          <Notice tone="limit" role="alert" title="You have tickets for shows to come">
            <p>
              Save or print them first. They stay good at the door, and nobody can send them to you again. Bought seats
              cannot be given back here.
            </p>
            <label className="mt-1 flex items-start gap-2">
              <input
                type="checkbox"
                name="keepTickets"
                className="mt-1"
                checked={form.draft.keepTickets}
                onChange={(event) => form.set({ keepTickets: event.target.checked })}
              />
              I have saved my tickets, or do without them
            </label>
          </Notice>
        )}
      </ConfirmDialog>
      <ConfirmYou error={form.failure} onDone={() => form.props.ref.current?.requestSubmit()} />
    </>
  );
}

/** Said first: with money in the wallet the account is not deleted, whatever is filled in below. */
function MoneyLeft() {
  const wallet = useQuery(walletQuery());
  const left = wallet.data?.balances.filter(({ balanceMinor }) => balanceMinor !== 0) ?? [];
  if (left.length === 0) return null;
  const sums = left.map(({ balanceMinor, currency }) => formatMoney(balanceMinor, currency)).join(' and ');
  return (
    <Notice tone="bad" role="alert" title={`There is ${sums} in your wallet`}>
      <p>
        Withdraw it first: nobody could pay it out to you afterwards, so the account is not deleted before.{' '}
        {left.some(({ reservedMinor }) => reservedMinor > 0) && 'What is on its way out counts until it is paid. '}
        <Link to="/wallet" className="link">
          Go to your wallet
        </Link>
      </p>
    </Notice>
  );
}
