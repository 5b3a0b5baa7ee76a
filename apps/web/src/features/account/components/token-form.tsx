import { API_TOKEN_DAYS, createApiToken } from '@docket/contracts/http/api-token';
import { SCOPE_WORDS, apiScopes, type ApiScope } from '@docket/contracts/scopes';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from '../../../lib/use-form.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { PasswordField } from '../../identity/components/password-field.tsx';
import { createToken, tokensQuery } from '../api/tokens.ts';
import { useHasPassword } from '../api/ways-in.ts';
import { ConfirmYou } from './confirm-you.tsx';
import { WhyNot } from './why-not.tsx';

type Draft = {
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  readonly expiresInDays: string;
  readonly password: string;
};

const EMPTY: Draft = { name: '', scopes: [], expiresInDays: String(API_TOKEN_DAYS), password: '' };

/** Makes a token. @param onMade is told it, once */
export function TokenForm({ onMade }: { readonly onMade: (token: string) => void }) {
  const queryClient = useQueryClient();
  const hasPassword = useHasPassword();
  const form = useForm({
    initial: EMPTY,
    schema: createApiToken.body,
    body: ({ password, expiresInDays, ...draft }: Draft) => ({
      ...draft,
      expiresInDays: Number(expiresInDays),
      ...(hasPassword ? { password } : {}),
    }),
    codes: { api_token_taken: ['name', 'another of your tokens has this name'] },
    send: createToken,
    onDone: async ({ token }) => {
      form.set(EMPTY);
      onMade(token);
      await queryClient.invalidateQueries({ queryKey: tokensQuery().queryKey });
    },
  });
  const { scopes } = form.draft;
  const { error } = form.bind('scopes');
  const toggle = (scope: ApiScope, on: boolean) =>
    form.set({ scopes: on ? [...scopes, scope] : scopes.filter((each) => each !== scope) });
  return (
    <>
      <form {...form.props} aria-label="Make a token" className="grid gap-4">
        <Field label="Name" hint="What it is for, such as build server." {...form.text('name')} />
        <fieldset className="grid gap-2">
          <legend className="mb-1 font-medium">What it may do</legend>
          {apiScopes.map((scope) => (
            <label key={scope} className="flex items-start gap-2 text-sm">
              <input
                type="checkbox"
                name="scopes"
                className="mt-1"
                checked={scopes.includes(scope)}
                onChange={(event) => toggle(scope, event.target.checked)}
              />
              <span>
                <code>{scope}</code>: {SCOPE_WORDS[scope]}
              </span>
            </label>
          ))}
          {error !== undefined && <p className="text-sm text-bad">{error}</p>}
        </fieldset>
        <Field label="Days it is good for" inputMode="numeric" {...form.text('expiresInDays')} />
        {hasPassword && (
          <PasswordField label="Your password" autoComplete="current-password" {...form.text('password')} />
        )}
        <WhyNot error={form.failure} />
        <Button className="justify-self-start" {...form.button}>
          Make a token
        </Button>
      </form>
      <ConfirmYou error={form.failure} onDone={() => form.props.ref.current?.requestSubmit()} />
    </>
  );
}
