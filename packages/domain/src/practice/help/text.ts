import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';

// Of each hint the language that is wanted, otherwise English, otherwise any.
const textStatement = prepare(
  'problem_help',
  `SELECT DISTINCT ON (t.ordinal) t.ordinal, t.language, t.markdown FROM problem_texts t
    WHERE t.problem_id = $1 AND t.version = $2 AND t.kind = $3
    ORDER BY t.ordinal, lower(t.language) = lower($4) DESC, t.language = 'en' DESC, t.language`,
);

/** Hints or editorial of a version, in a language as far as they are to be had in it. */
export function readHelp(
  { db }: Pick<Ctx, 'db'>,
  of: { readonly id: string; readonly version: number },
  kind: 'hint' | 'editorial',
  language: string | undefined,
) {
  return textStatement(db.pool, [of.id, of.version, kind, language ?? 'en']);
}
