import { changeAccount } from '@docket/contracts/http/account';
import type { getOwnProfile } from '@docket/contracts/http/identity';
import type { RouteResponse } from '@docket/contracts/http/route';
import { useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { session } from '../../../lib/session.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { toast } from '../../../ui/toast.tsx';
import { PasswordField } from '../../identity/components/password-field.tsx';
import { accountQuery } from '../api/queries.ts';
import { useHasPassword } from '../api/ways-in.ts';
import { AddressNotice } from './address-notice.tsx';
import { ConfirmYou } from './confirm-you.tsx';
import { Section } from './section.tsx';
import { WhyNot } from './why-not.tsx';

/** Name, address and number. Only what was changed is sent. */
export function DetailsForm({ account }: { readonly account: RouteResponse<typeof getOwnProfile> }) {
  const queryClient = useQueryClient();
  const hasPassword = useHasPassword();
  const form = useForm({
    initial: { username: account.username, email: account.email, phone: account.phone ?? '', password: '' },
    schema: changeAccount.body,
    body: ({ username, email, phone, password }) => ({
      ...(username.trim() === account.username ? {} : { username: username.trim() }),
      ...(email.trim() === account.email ? {} : { email: email.trim(), ...(password === '' ? {} : { password }) }),
      ...(phone.trim() === (account.phone ?? '') ? {} : { phone: phone.trim() === '' ? null : phone.trim() }),
    }),
    check: ({ email, password }): Record<string, string> => {
      if (!hasPassword || email.trim() === account.email || password !== '') return {};
      return { password: 'type your password to change the address' };
    },
    send: (body) => docket.call(changeAccount, { body }),
    onDone: (changed) => {
      queryClient.setQueryData(accountQuery().queryKey, changed);
      const held = session.get();
      if (held !== undefined) session.set({ ...held, username: changed.username });
      form.set({ password: '' });
      form.set({ email: changed.email });
      toast(
        'ok',
        changed.pendingEmail === null ? 'Your details are saved' : 'Saved. Look at your mail to confirm the address.',
      );
    },
  });
  const otherEmail = form.draft.email.trim() !== account.email;
  return (
    <Section title="Name and address">
      <form {...form.props} className="grid gap-4">
        <Field
          label="Username"
          hint="Others can see it, and it is part of your profile’s address."
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          {...form.text('username')}
        />
        <Field
          label="Email"
          hint="Only you see it. You can log in with it, and a link to set a forgotten password goes there."
          type="email"
          autoComplete="email"
          {...form.text('email')}
        />
        {otherEmail && hasPassword && (
          <PasswordField
            label="Your password"
            hint={
              account.emailConfirmed
                ? 'Needed to change the address. A link goes to the new one; the one you have is told, and stays until that link is opened.'
                : 'Needed to change the address.'
            }
            autoComplete="current-password"
            {...form.text('password')}
          />
        )}
        <AddressNotice account={account} />
        <Field label="Phone (optional)" type="tel" autoComplete="tel" {...form.text('phone')} required={false} />
        <WhyNot error={form.failure} />
        <Button variant="primary" className="justify-self-start" {...form.button}>
          Save
        </Button>
      </form>
      <ConfirmYou error={form.failure} onDone={() => form.props.ref.current?.requestSubmit()} />
    </Section>
  );
}
