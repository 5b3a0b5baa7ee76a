import { DocketApiError } from '@docket/client/errors';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link, Navigate, useRouter } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { docket } from '../../../lib/docket.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Failure } from '../../../ui/states.tsx';
import { session, useSession } from '../../../lib/session.ts';
import { serverErrors } from '../api/form-errors.ts';
import { AuthCard } from './auth-card.tsx';
import { PasswordField } from './password-field.tsx';

const route = getRouteApi('/login');

export function LoginPage() {
  useTitle('Log in');
  const { next } = route.useSearch();
  const router = useRouter();
  const current = useSession();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const login = useMutation({
    mutationFn: () => docket.login({ username: username.trim(), password }),
    onSuccess: (answer) => {
      session.set(answer);
      router.history.replace(next ?? '/problems');
    },
  });

  if (current !== undefined && login.status === 'idle') return <Navigate to={next ?? '/problems'} replace />;

  const wrong = login.error instanceof DocketApiError && login.error.code === 'invalid_credentials';
  const errors = serverErrors(login.error);
  const unexplained = login.error !== null && !wrong && Object.keys(errors).length === 0;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!login.isPending) login.mutate();
  }

  return (
    <AuthCard
      title="Log in"
      footer={
        <>
          New here?{' '}
          <Link to="/signup" search={next === undefined ? {} : { next }} className="link">
            Create an account
          </Link>
        </>
      }
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        <Field
          label="Username"
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          value={username}
          onChange={(event) => setUsername(event.target.value)}
          error={errors['username']}
        />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={wrong ? 'Username or password is wrong.' : errors['password']}
        />
        {wrong && (
          <p role="alert" className="sr-only">
            Username or password is wrong.
          </p>
        )}
        {unexplained && <Failure error={login.error} />}
        <Button type="submit" variant="primary" busy={login.isPending}>
          Log in
        </Button>
      </form>
    </AuthCard>
  );
}
