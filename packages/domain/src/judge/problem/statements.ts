import type { ProblemDetail } from '@docket/contracts/http/problem';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';

const languagesOf = prepare(
  'problem_languages',
  `SELECT s.language, s.name, s.markdown IS NOT NULL AS text, s.pdf FROM problem_statements s
    WHERE s.problem_id = $1 AND s.version = $2 ORDER BY s.ordinal`,
).rows<{ text: boolean }>();

const textOf = prepare(
  'problem_statement',
  'SELECT s.markdown FROM problem_statements s WHERE s.problem_id = $1 AND s.version = $2 AND s.language = $3',
);

const filesOf = prepare(
  'problem_file_list',
  `SELECT f.name, f.kind, f.hash, f.size FROM problem_files f WHERE f.problem_id = $1 AND f.version = $2 ORDER BY f.name`,
).rows<{ kind: 'statement' | 'attachment' }>();

type Version = { readonly id: string; readonly slug: string; readonly version: number; readonly statement: string };

/** Where a file is to be had: an address stands for its bytes, so a later version's is another one. */
function addressOf(slug: string, { name, hash }: { readonly name: string; readonly hash: string }): string {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return `/problems/${encodeURIComponent(slug)}/files/${hash}/${encodeURIComponent(last)}`;
}

/** The statement of a version in a language, or in the first of its own, and what else there is. */
export async function readStatement(
  { db }: Pick<Ctx, 'db'>,
  { id, slug, version, statement }: Version,
  language: string | undefined,
): Promise<Pick<ProblemDetail, 'statement' | 'language' | 'statements' | 'files'>> {
  const languages = await languagesOf(db.pool, [id, version]);
  const files = await filesOf(db.pool, [id, version]);
  const urls = new Map(files.map((file) => [file.name, addressOf(slug, file)]));
  const told = {
    statements: languages.map(({ pdf, ...one }) => ({ ...one, pdf: pdf === null ? null : (urls.get(pdf) ?? null) })),
    files: files.map(({ name, kind, size }) => ({ name, kind, bytes: size, url: urls.get(name) ?? '' })),
  };
  const [first] = languages;
  const wanted = languages.find((one) => one.language.toLowerCase() === language?.toLowerCase()) ?? first;
  // Versions of before there were several have one, which is nobody knows in what language.
  if (wanted === undefined) return { statement, language: null, ...told };
  if (wanted === first) return { statement, language: wanted.language, ...told };
  const [text] = await textOf(db.pool, [id, version, wanted.language]);
  return { statement: text?.markdown ?? '', language: wanted.language, ...told };
}
