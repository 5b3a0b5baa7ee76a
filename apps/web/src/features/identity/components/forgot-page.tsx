import { forgotPassword } from '@docket/contracts/http/account';
import { Link } from '@tanstack/react-router';
import { docket } from '../../../lib/docket.ts';
import { useForm } from '../../../lib/use-form.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Failure } from '../../../ui/states.tsx';
import { AuthCard } from './auth-card.tsx';

/** Asks for the link to set a forgotten password. */
export function ForgotPage() {
  useTitle('Forgotten password');
  const form = useForm({
    initial: { email: '' },
    schema: forgotPassword.body,
    body: ({ email }) => ({ email: email.trim() }),
    send: async (body) => {
      await docket.call(forgotPassword, { body });
      return body.email;
    },
  });
  return (
    <AuthCard
      title="Forgotten password"
      footer={
        <Link to="/login" className="link">
          Back to the log-in
        </Link>
      }
    >
      {form.answer === undefined ? (
        <form {...form.props} className="grid gap-4">
          <Field
            label="Email"
            hint="The address of your account. We send a link there to set a new password."
            type="email"
            autoComplete="email"
            {...form.text('email')}
          />
          {form.failure !== null && <Failure error={form.failure} />}
          <Button variant="primary" {...form.button}>
            Send the link
          </Button>
        </form>
      ) : (
        <Notice tone="note" role="status" title="Check your email">
          <p>
            If there is an account with the address {form.answer}, a link is on its way. It works once, for 30 minutes.
          </p>
          <p>Nothing there? Check your spam folder, and whether the address is right.</p>
        </Notice>
      )}
    </AuthCard>
  );
}
