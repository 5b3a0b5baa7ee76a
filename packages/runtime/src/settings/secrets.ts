import { z } from 'zod';
import { words } from './forms.ts';
import { ConfigError, type Variable } from './slice.ts';

/** The values of a secret, newest first: the first signs, all of them verify. */
export type SecretValues = readonly [string, ...string[]];

const SHORTEST = 32;

export function isFilled(values: readonly string[] | undefined): values is SecretValues {
  return values !== undefined && values.length > 0;
}

/** A secret with the values that are still good, so that it can be changed without anything signed becoming void. */
export function secret(what: string) {
  return {
    form: words.pipe(z.array(z.string().min(SHORTEST)).min(1)).optional(),
    expects: `give ${what} as ${SHORTEST} random characters or more (openssl rand -hex 32), or several such values, newest first, with commas between`,
    secret: true,
  } satisfies Variable;
}

const ofTokens = secret('the secret of socket tokens');

/**
 * Signs the tokens of sockets. Until 0.3.0 also what other secrets that are not set are derived from, as 0.1 did; and a secret of
 * 0.1 may have commas in it: where each part of it is too short to be a secret, it is one value.
 */
export const realtimeSecret = {
  ...ofTokens,
  form: z
    .union([
      ofTokens.form,
      z
        .string()
        .min(SHORTEST)
        .refine((whole) => whole.split(',').every((part) => part.trim().length < SHORTEST) && /[^\s,]/.test(whole))
        .transform((whole) => [whole]),
    ])
    .optional(),
} satisfies Variable;

/**
 * The values of a secret that has a variable of its own since 0.2.0. Where that is not set, everything is as in 0.1: one secret
 * for all, told apart by a label in each derived key. Where it is set, what was signed before is still verified.
 * @param inherited the values of REALTIME_JWT_SECRET. Until 0.3.0
 * @throws ConfigError naming the variable when there is neither
 */
export function ownOrInherited(
  name: string,
  variable: Variable,
  own: readonly string[] | undefined,
  inherited: readonly string[] | undefined,
): SecretValues {
  const values = [...new Set([...(own ?? []), ...(inherited ?? [])])];
  if (isFilled(values)) return values;
  throw new ConfigError([`${name} is not set: ${variable.expects}`]);
}
