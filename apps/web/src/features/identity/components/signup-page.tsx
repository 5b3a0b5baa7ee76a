import { createUser } from '@docket/contracts/http/identity';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { docket } from '../../../lib/docket.ts';
import { session } from '../../../lib/session.ts';
import { useForm } from '../../../lib/use-form.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Failure } from '../../../ui/states.tsx';
import { toast } from '../../../ui/toast.tsx';
import { AuthCard } from './auth-card.tsx';
import { PasswordField } from './password-field.tsx';

const route = getRouteApi('/signup');

export function SignUpPage() {
  useTitle('Create an account');
  const { next } = route.useSearch();
  const router = useRouter();
  const form = useForm({
    initial: { username: '', email: '', password: '' },
    schema: createUser.body,
    codes: { username_taken: ['username', 'This name is in use. Choose another.'] },
    send: async (body) => {
      await docket.signUp(body);
      return docket.login({ username: body.username, password: body.password });
    },
    onDone: (answer) => {
      session.set(answer);
      toast('note', `We sent a link to ${form.draft.email.trim()}. Open it to confirm the address.`);
      router.history.replace(next ?? '/problems');
    },
  });

  return (
    <AuthCard
      title="Create an account"
      footer={
        <>
          Have one already?{' '}
          <Link to="/login" search={next === undefined ? {} : { next }} className="link">
            Log in
          </Link>
        </>
      }
    >
      <form {...form.props} className="grid gap-4">
        <Field
          label="Username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          hint="3 to 32 letters, digits, dots, dashes and underscores, beginning with a letter or digit. Others see it."
          {...form.text('username')}
        />
        <Field
          label="Email"
          hint="Only you see it. We send a link there to confirm that it is yours."
          type="email"
          autoComplete="email"
          {...form.text('email')}
        />
        <PasswordField
          label="Password"
          autoComplete="new-password"
          hint="At least 8 characters. Longer is better than complicated."
          {...form.text('password')}
        />
        {form.failure !== null && <Failure error={form.failure} />}
        <Button variant="primary" {...form.button}>
          Create account
        </Button>
      </form>
    </AuthCard>
  );
}
