import { DocketError } from '@docket/contracts/errors';
import { judge0Fields, type Judge0Submission } from '@docket/contracts/http/judge0';
import { encodeText } from './base64.ts';

/** In which form a submission is told. */
export type Told = { readonly fields: readonly (keyof Judge0Submission)[]; readonly encoded: boolean };

const USUAL = ['token', 'time', 'memory', 'stdout', 'stderr', 'compile_output', 'message', 'status'] as const;
const TEXTS = ['source_code', 'stdin', 'expected_output', 'stdout', 'stderr', 'compile_output', 'message'] as const;

function isField(name: string): name is keyof Judge0Submission {
  return judge0Fields.some((field) => field === name);
}

/**
 * What the query asks for. `*` is all fields, nothing the usual ones.
 * @throws DocketError invalid_request
 */
export function readTold(query: {
  readonly base64_encoded?: string | undefined;
  readonly fields?: string | undefined;
}): Told {
  const encoded = query.base64_encoded === 'true';
  const names = (query.fields ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.includes('*')) return { fields: judge0Fields, encoded };
  const unknown = names.filter((name) => !isField(name));
  if (unknown.length > 0) throw new DocketError('invalid_request', `invalid fields: [${unknown.join(', ')}]`);
  return { fields: names.length === 0 ? USUAL : names.filter(isField), encoded };
}

/** Those fields, in that form. */
export function tell(all: Required<Judge0Submission>, { fields, encoded }: Told): Judge0Submission {
  const texts: Readonly<Partial<Judge0Submission>> = encoded
    ? Object.fromEntries(
        TEXTS.map((name) => {
          const text = all[name];
          return [name, text == null ? null : encodeText(text)];
        }),
      )
    : {};
  const told = { ...all, ...texts };
  return Object.fromEntries(fields.map((name) => [name, told[name]]));
}
