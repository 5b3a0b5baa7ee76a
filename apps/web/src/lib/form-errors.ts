import { DocketApiError } from '@docket/client/errors';
import type { z } from 'zod';

/** What is wrong, by the path of the field in what is sent: `username`, `shows.0.prices.front`. */
export type PathErrors = Readonly<Record<string, string>>;

/** What is to be said for codes that are about one field. */
export type CodeWords = Readonly<Record<string, readonly [path: string, words: string]>>;

/** Parses what is to be sent with the schema of its contract; the first finding of each field, in words for people. */
export function parseBody<Body>(
  schema: z.ZodType<Body>,
  value: unknown,
): { readonly body: Body } | { readonly errors: PathErrors } {
  const parsed = schema.safeParse(value, { error: wordsFor });
  if (parsed.success) return { body: parsed.data };
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) errors[issue.path.join('.')] ??= issue.message;
  return { errors };
}

/** What the server found wrong with fields. Empty when it is not about fields: the whole error is to be shown then. */
export function serverErrors(error: unknown, codes: CodeWords = {}): PathErrors {
  if (!(error instanceof DocketApiError)) return {};
  const known = codes[error.code];
  if (known !== undefined) return { [known[0]]: known[1] };
  return Object.fromEntries(
    error.fields.map((field) => [field.path.replace(/^(?:body|query|params)\./, ''), field.message]),
  );
}

type Issue = Parameters<z.core.$ZodErrorMap>[0];

/** What a contract does not say in words of its own, which come first. */
function wordsFor(issue: Issue): string | undefined {
  const empty = issue.input === undefined || issue.input === null || issue.input === '';
  switch (issue.code) {
    case 'invalid_type':
      if (empty) return 'Fill this in';
      if (issue.expected === 'int') return 'Use a whole number';
      return issue.expected === 'number' ? 'Use a number' : undefined;
    case 'too_small':
      if (empty) return 'Fill this in';
      return atLeast(issue.origin, Number(issue.minimum));
    case 'too_big':
      return atMost(issue.origin, Number(issue.maximum));
    case 'invalid_format':
      if (empty) return 'Fill this in';
      if (issue.format === 'email') return 'This is not an email address';
      if (issue.format === 'uuid' || issue.format === 'guid') return 'This is not an id';
      return 'This is not in the right format';
    case 'invalid_value':
      return empty ? 'Choose one' : 'Choose one of those listed';
    default:
      return undefined;
  }
}

function atLeast(origin: string, minimum: number): string {
  if (origin === 'string') return `Use at least ${minimum} characters`;
  return origin === 'array' ? `Name at least ${minimum}` : `At least ${minimum}`;
}

function atMost(origin: string, maximum: number): string {
  if (origin === 'string') return `Use at most ${maximum} characters`;
  return origin === 'array' ? `At most ${maximum} at a time` : `At most ${maximum}`;
}
