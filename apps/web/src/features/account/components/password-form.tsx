import { changePassword } from '@docket/contracts/http/account';
import { useQueryClient } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { toast } from '../../../ui/toast.tsx';
import { PasswordField } from '../../identity/components/password-field.tsx';
import { sessionsQuery } from '../api/queries.ts';
import { tokensQuery } from '../api/tokens.ts';
import { useHasPassword, waysInQuery } from '../api/ways-in.ts';
import { ConfirmYou } from './confirm-you.tsx';
import { Section } from './section.tsx';
import { WhyNot } from './why-not.tsx';

export function PasswordForm() {
  const queryClient = useQueryClient();
  const hasPassword = useHasPassword();
  const form = useForm({
    initial: { password: '', newPassword: '', revokeTokens: false },
    schema: changePassword.body,
    body: ({ password, ...rest }) => (hasPassword ? { password, ...rest } : rest),
    send: (body) => docket.call(changePassword, { body }),
    onDone: async () => {
      form.set({ password: '', newPassword: '', revokeTokens: false });
      toast('ok', 'Your password is changed');
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: sessionsQuery().queryKey }),
        queryClient.invalidateQueries({ queryKey: tokensQuery().queryKey }),
        queryClient.invalidateQueries({ queryKey: waysInQuery().queryKey }),
      ]);
    },
  });
  return (
    <Section title="Password" hint="With a new password you are logged out everywhere else.">
      <form {...form.props} className="grid gap-4">
        {hasPassword && (
          <PasswordField label="Current password" autoComplete="current-password" {...form.text('password')} />
        )}
        <PasswordField
          label="New password"
          hint="At least 8 characters."
          autoComplete="new-password"
          {...form.text('newPassword')}
        />
        <label className="flex items-start gap-2 text-sm">
          <input
            type="checkbox"
            className="mt-1"
            checked={form.draft.revokeTokens}
            onChange={(event) => form.set({ revokeTokens: event.target.checked })}
          />
          Also revoke my API tokens
        </label>
        <WhyNot error={form.failure} />
        <Button variant="primary" className="justify-self-start" {...form.button}>
          {hasPassword ? 'Change password' : 'Set a password'}
        </Button>
      </form>
      <ConfirmYou error={form.failure} onDone={() => form.props.ref.current?.requestSubmit()} />
    </Section>
  );
}
