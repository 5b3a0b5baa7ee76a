import { createUser } from '@docket/contracts/http/identity';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { useRef, useState, type FormEvent } from 'react';
import { docket } from '../../../lib/docket.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Failure } from '../../../ui/states.tsx';
import { schemaErrors, serverErrors, type FieldErrors } from '../api/form-errors.ts';
import { session } from '../../../lib/session.ts';
import { AuthCard } from './auth-card.tsx';
import { PasswordField } from './password-field.tsx';

const route = getRouteApi('/signup');
const EMPTY = { username: '', email: '', password: '' };

export function SignUpPage() {
  useTitle('Create an account');
  const { next } = route.useSearch();
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState(EMPTY);
  const [errors, setErrors] = useState<FieldErrors>({});
  const signUp = useMutation({
    mutationFn: async () => {
      await docket.signUp(values);
      return docket.login({ username: values.username, password: values.password });
    },
    onSuccess: (answer) => {
      session.set(answer);
      router.history.replace(next ?? '/problems');
    },
    onError: (error) => show(serverErrors(error)),
  });

  function show(found: FieldErrors) {
    setErrors(found);
    const first = Object.keys(EMPTY).find((name) => found[name] !== undefined);
    const input = first === undefined ? null : form.current?.elements.namedItem(first);
    if (input instanceof HTMLElement) input.focus();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (signUp.isPending) return;
    const found = schemaErrors(createUser.body, values);
    show(found);
    if (Object.keys(found).length === 0) signUp.mutate();
  }

  const bind = (name: keyof typeof EMPTY) => ({
    name,
    value: values[name],
    error: errors[name],
    required: true,
    onChange: (event: { target: { value: string } }) => {
      setValues({ ...values, [name]: event.target.value });
      setErrors({ ...errors, [name]: undefined });
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
      <form ref={form} onSubmit={submit} noValidate className="grid gap-4">
        <Field
          label="Username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          hint="3 to 32 letters, digits, dots, dashes. Others see it."
          {...bind('username')}
        />
        <Field label="Email" type="email" autoComplete="email" {...bind('email')} />
        <PasswordField
          label="Password"
          autoComplete="new-password"
          hint="At least 8 characters. Length is what counts."
          {...bind('password')}
        />
        {signUp.error !== null && Object.keys(serverErrors(signUp.error)).length === 0 && (
          <Failure error={signUp.error} />
        )}
        <Button type="submit" variant="primary" busy={signUp.isPending}>
          Create account
        </Button>
      </form>
    </AuthCard>
  );
}
