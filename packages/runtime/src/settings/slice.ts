import type { z } from 'zod';

/** One environment variable: its form, and what to tell whoever left it out or gave something else. */
export type Variable<T extends z.ZodType = z.ZodType> = {
  readonly form: T;
  /** What it must be, and what to do; stands behind "HOLD_SECONDS=soon: ". */
  readonly expects: string;
  /** Its value is never shown. */
  readonly secret?: boolean;
};

type Variables = Readonly<Record<string, Variable>>;
type Values<V extends Variables> = { readonly [K in keyof V]: z.output<V[K]['form']> };

/** The variables of one area, and how they become what its code works with. An app reads only the slices it needs. */
export type Slice<S> = {
  readonly variables: Variables;
  /** @throws ConfigError where variables that are right by themselves do not fit together */
  readonly settle: (values: Readonly<Record<string, unknown>>) => S;
};

/** What a slice gives. */
export type SettingsOf<S> = S extends Slice<infer Settings> ? Settings : never;

type Both<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void ? I : never;
/** What several slices give together. */
export type SettingsOfAll<S extends readonly Slice<unknown>[]> = Both<SettingsOf<S[number]>>;

/** The values were parsed with the forms of the same variables, which is what their type says. */
function typed<V extends Variables>(values: Readonly<Record<string, unknown>>): Values<V> {
  return values as Values<V>;
}

/** A slice whose settings are called as its variables are, so that one search finds both. */
export function slice<V extends Variables>(variables: V): Slice<Values<V>> {
  return { variables, settle: (values) => typed<V>(values) };
}

/** A slice whose settings are made of its variables. */
export function settledSlice<V extends Variables, S>(variables: V, settle: (values: Values<V>) => S): Slice<S> {
  return { variables, settle: (values) => settle(typed<V>(values)) };
}

/** What was wrong with the environment, a line per variable. */
export class ConfigError extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(`The environment is not as it must be:\n${lines.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'ConfigError';
    this.lines = lines;
  }
}

function complaint(name: string, { expects, secret }: Variable, given: string | undefined, why: string): string {
  if (given === undefined) return `${name} is not set: ${expects}`;
  return `${name}${secret === true ? '' : `=${given}`}: ${why === '' ? expects : `${why}; ${expects}`}`;
}

/** Reads one variable. Its own reasons (`custom`) are told, those of zod are left to `expects`. */
export function readVariable(
  name: string,
  variable: Variable,
  given: string | undefined,
): { readonly value: unknown } | { readonly complaint: string } {
  const parsed = variable.form.safeParse(given);
  if (parsed.success) return { value: parsed.data };
  const why = parsed.error.issues.find((issue) => issue.code === 'custom')?.message ?? '';
  return { complaint: complaint(name, variable, given, why) };
}
