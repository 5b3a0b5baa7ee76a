import type { z } from 'zod';
import { DocketError } from '@docket/contracts/errors';
import { inWords } from './in-words.ts';
import { unknownField } from './unknown-field.ts';

type Place = 'params' | 'query' | 'body';

/** Parses a part of a request. @throws DocketError `invalid_request` with every faulty field named by its path. */
export function parsePart(schema: z.ZodType | undefined, place: Place, value: unknown): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value, { error: inWords });
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.flatMap((issue) => fieldsOf(schema, place, issue)).slice(0, 20);
  const said = fields.slice(0, 3).map(({ path, message }) => `${path}: ${message}`);
  throw new DocketError('invalid_request', `${said.join('; ')}${fields.length > 3 ? '; …' : ''}`, { fields });
}

/** As many characters of the name of a field are said again. */
const NAME = 100;

function fieldsOf(schema: z.ZodType, place: Place, issue: z.core.$ZodIssue): { path: string; message: string }[] {
  const at = [place, ...issue.path.map(String)];
  if (issue.code !== 'unrecognized_keys') return [{ path: at.join('.'), message: issue.message }];
  return issue.keys.slice(0, 20).map((name) => ({
    path: [...at, name.slice(0, NAME)].join('.'),
    message: unknownField(schema, issue.path, name),
  }));
}

/** The header, checked; null when none was sent. RFC draft "Idempotency-Key": any printable text, here up to 255 characters. */
export function parseIdempotencyKey(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header === 'string' && /^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(header)) return header;
  const message = 'must be 1 to 255 printable ASCII characters';
  throw new DocketError('invalid_request', `Idempotency-Key ${message}.`, {
    fields: [{ path: 'headers.idempotency-key', message }],
  });
}
