import { DocketApiError } from '@docket/client/errors';
import type { z } from 'zod';

export type FieldErrors = Partial<Record<string, string>>;

const TAKEN: Partial<Record<string, [field: string, message: string]>> = {
  username_taken: ['username', 'This name is in use. Choose another.'],
  email_taken: ['email', 'This address has an account already. Log in instead?'],
};

/** What a schema finds wrong, by field name; the first finding of each. */
export function schemaErrors(schema: z.ZodType, value: unknown): FieldErrors {
  const parsed = schema.safeParse(value);
  const errors: FieldErrors = {};
  for (const issue of parsed.error?.issues ?? []) errors[String(issue.path[0])] ??= issue.message;
  return errors;
}

/** What the server found wrong, by field name. Empty when it is not about a field: show the whole error then. */
export function serverErrors(error: unknown): FieldErrors {
  if (!(error instanceof DocketApiError)) return {};
  const taken = TAKEN[error.code];
  if (taken !== undefined) return { [taken[0]]: taken[1] };
  return Object.fromEntries(error.fields.map((field) => [field.path.replace(/^body\./, ''), field.message]));
}
