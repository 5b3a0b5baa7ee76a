import { login } from '@docket/contracts/http/identity';
import type { RouteResponse } from '@docket/contracts/http/route';
import { getRouteApi, Link, Navigate, useRouter } from '@tanstack/react-router';
import { docket } from '../../../lib/docket.ts';
import { session, useSession } from '../../../lib/session.ts';
import { useForm } from '../../../lib/use-form.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Failure } from '../../../ui/states.tsx';
import { AuthCard } from './auth-card.tsx';
import { OtherWays } from './other-ways.tsx';
import { PasswordField } from './password-field.tsx';

const route = getRouteApi('/login');
const WRONG = 'Username or password is wrong.';

export function LoginPage() {
  useTitle('Log in');
  const { next } = route.useSearch();
  const router = useRouter();
  const current = useSession();
  const form = useForm({
    initial: { username: '', password: '' },
    schema: login.body,
    body: ({ username, password }) => ({ username: username.trim(), password }),
    codes: { invalid_credentials: ['password', WRONG] },
    send: (body) => docket.login(body),
    onDone: goOn,
  });

  function goOn(answer: RouteResponse<typeof login>) {
    session.set(answer);
    router.history.replace(next ?? '/problems');
  }

  if (current !== undefined && form.answer === undefined) return <Navigate to={next ?? '/problems'} replace />;

  return (
    <AuthCard
      title="Log in"
      footer={
        <p className="flex flex-wrap justify-between gap-x-4 gap-y-2">
          <span>
            New here?{' '}
            <Link to="/signup" search={next === undefined ? {} : { next }} className="link whitespace-nowrap">
              Create an account
            </Link>
          </span>
          <Link to="/forgot" className="link">
            Forgotten password?
          </Link>
        </p>
      }
    >
      <form {...form.props} className="grid gap-4">
        <Field
          label="Username or email"
          autoComplete="username webauthn"
          autoCapitalize="none"
          spellCheck={false}
          {...form.text('username')}
        />
        <PasswordField label="Password" autoComplete="current-password" {...form.text('password')} />
        {form.bind('password').error === WRONG && (
          <p role="alert" className="sr-only">
            {WRONG}
          </p>
        )}
        {form.failure !== null && <Failure error={form.failure} />}
        <Button variant="primary" {...form.button}>
          Log in
        </Button>
      </form>
      <OtherWays next={next} onDone={goOn} />
    </AuthCard>
  );
}
