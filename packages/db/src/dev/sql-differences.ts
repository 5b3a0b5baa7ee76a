import pg, { type ClientBase } from 'pg';
import { SqlSourceError, type SqlFile, type SqlKind } from './sql-files.ts';
import { readSqlObjects, type SqlObject } from './sql-objects.ts';

/**
 * What sets the files apart from a database.
 * - `new`, `changed`: what the file says is to be run.
 * - `replaced`: likewise, but what is there has another signature and must be dropped first; whoever calls it by that finds it gone.
 * - `dropped`: there is no file.
 * - `altered`: a composite type, which nobody but its author can turn into the other one.
 */
export type Difference =
  | { readonly change: 'new' | 'changed' | 'altered'; readonly file: SqlFile }
  | { readonly change: 'replaced'; readonly file: SqlFile; readonly identities: readonly string[] }
  | { readonly change: 'dropped'; readonly object: SqlObject };

/** "Cannot change return type", "cannot change name of input parameter" and the like. */
const INVALID_FUNCTION_DEFINITION = '42P13';

const named = (objects: readonly SqlObject[], kind: SqlKind, name: string): SqlObject[] =>
  objects.filter((object) => object.kind === kind && object.name === name);

/** A type as its file describes it, made beside the one in use. */
async function describedType(client: ClientBase, file: SqlFile): Promise<SqlObject | undefined> {
  await client.query('CREATE SCHEMA described; SET search_path = described, public');
  try {
    await client.query(file.text);
    return named(await readSqlObjects(client, 'described'), 'type', file.name)[0];
  } finally {
    await client.query('DROP SCHEMA described CASCADE; RESET search_path');
  }
}

/** @returns true if what was there had to be dropped for it. */
async function applyFunction(client: ClientBase, file: SqlFile, there: readonly SqlObject[]): Promise<boolean> {
  try {
    await client.query(file.text);
    return false;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    if (error.code !== INVALID_FUNCTION_DEFINITION || there.length === 0)
      throw new SqlSourceError(`${file.path}: ${error.message}`, { cause: error });
    for (const object of there) await client.query(`DROP FUNCTION ${object.identity}`);
    await client.query(file.text);
    return true;
  }
}

/**
 * Applies the files to a database and says what they changed. Bodies are not checked meanwhile, because functions may call what comes later.
 * @param client of a database that is thrown away afterwards. @throws SqlSourceError when a file is not valid SQL.
 */
export async function applySqlFiles(client: ClientBase, files: readonly SqlFile[]): Promise<Difference[]> {
  const before = await readSqlObjects(client);
  const found: Difference[] = [];
  const replaced = new Set<SqlFile>();
  await client.query('SET check_function_bodies = off');
  for (const file of files) {
    const there = named(before, file.kind, file.name);
    if (file.kind === 'type' && there.length > 0) {
      const described = await describedType(client, file);
      if (described?.definition !== there[0]?.definition) found.push({ change: 'altered', file });
    } else if (await applyFunction(client, file, there)) replaced.add(file);
  }
  await client.query('RESET check_function_bodies');

  const after = await readSqlObjects(client);
  for (const file of files) {
    const there = named(before, file.kind, file.name);
    const now = named(after, file.kind, file.name);
    if (there.length === 0) found.push({ change: 'new', file });
    else if (replaced.has(file) || now.length > there.length)
      found.push({ change: 'replaced', file, identities: there.map(({ identity }) => identity) });
    else if (now.some(({ definition }, at) => definition !== there[at]?.definition))
      found.push({ change: 'changed', file });
  }
  for (const object of before) {
    if (!files.some((file) => file.kind === object.kind && file.name === object.name))
      found.push({ change: 'dropped', object });
  }
  return found;
}
