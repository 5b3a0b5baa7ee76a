import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where functions, triggers and composite types are written, reviewed and read: one to a file, `<area>/<name>[.trigger|.type].sql`. */
export const functionsFolder = fileURLToPath(new URL('../../../../prisma/functions', import.meta.url));

export type SqlKind = 'type' | 'function' | 'trigger';

export type SqlFile = {
  readonly kind: SqlKind;
  readonly name: string;
  /** The folder below `prisma/functions`, such as `judge/queue`. */
  readonly area: string;
  /** Relative to `prisma/functions`. */
  readonly path: string;
  readonly text: string;
};

/** Something is wrong with the sources, or a person has to decide. The message says what and where. */
export class SqlSourceError extends Error {
  override readonly name = 'SqlSourceError';
}

const KINDS: Readonly<Record<string, SqlKind>> = { trigger: 'trigger', type: 'type' };

const STARTS: Readonly<Record<SqlKind, RegExp>> = {
  type: /^CREATE TYPE (\w+) AS \(/,
  function: /^CREATE OR REPLACE FUNCTION (\w+)\s*\(/,
  trigger: /^CREATE OR REPLACE TRIGGER (\w+)\s/,
};

/** The SQL without comments, with every quoted body and text emptied: what is left can be searched for words and semicolons. */
export function bareSql(text: string): string {
  const quoted = /--[^\n]*|\$(\w*)\$[\s\S]*?\$\1\$|'(?:[^']|'')*'/g;
  return text.replace(quoted, (found) => (found.startsWith('--') ? '' : "''")).trim();
}

/** Why a file does not hold the one object that its name says, or undefined. */
export function objectionTo(file: SqlFile): string | undefined {
  const statements = bareSql(file.text)
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
  if (statements.length !== 1) return `${file.path} holds ${statements.length} statements, and may hold one`;
  const name = STARTS[file.kind].exec(statements[0] ?? '')?.[1];
  if (name === undefined) return `${file.path} does not begin with ${STARTS[file.kind].source}`;
  if (name !== file.name) return `${file.path} holds ${name}`;
  if (!file.text.startsWith('-- ')) return `${file.path} does not begin with a comment that says what it does`;
  return file.text.endsWith(';\n') ? undefined : `${file.path} does not end with a semicolon and a line break`;
}

/** All files, types first and triggers last, by path within each: the order in which they can be applied. */
export async function readSqlFiles(folder: string = functionsFolder): Promise<SqlFile[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.sql')).toSorted();
  const files = await Promise.all(
    names.map(async (name): Promise<SqlFile> => {
      const [base = '', kind = ''] = path.basename(name, '.sql').split('.');
      return {
        kind: KINDS[kind] ?? 'function',
        name: base,
        area: path.dirname(name),
        path: name,
        text: await readFile(path.join(folder, name), 'utf8'),
      };
    }),
  );
  const order: readonly SqlKind[] = ['type', 'function', 'trigger'];
  return order.flatMap((kind) => files.filter((file) => file.kind === kind));
}
