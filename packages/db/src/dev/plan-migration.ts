import type { ClientBase } from 'pg';
import { applySqlFiles, type Difference } from './sql-differences.ts';
import { SqlSourceError, type SqlFile, type SqlKind } from './sql-files.ts';

export type MigrationPlan = {
  /** The text of `migration.sql`. */
  readonly sql: string;
  /** What it does, a line each. */
  readonly says: readonly string[];
  /** What to think of before it is deployed, a line each. */
  readonly warnings: readonly string[];
};

const filesOf = (found: readonly Difference[], kind: SqlKind): SqlFile[] =>
  found.flatMap((one) => (one.change !== 'dropped' && one.file.kind === kind ? [one.file] : []));

function dropsOf(found: readonly Difference[], kind: SqlKind): string[] {
  const identities = found.flatMap((one) => {
    if (one.change === 'dropped') return one.object.kind === kind ? [one.object.identity] : [];
    return one.change === 'replaced' && one.file.kind === kind ? one.identities : [];
  });
  return identities.map((identity) => `DROP ${kind.toUpperCase()} ${identity};`);
}

function explain(one: Difference): string {
  if (one.change === 'dropped') return `drops    ${one.object.kind} ${one.object.identity}`;
  const verb = { new: 'makes', changed: 'changes', altered: 'alters', replaced: 'replaces' }[one.change];
  return `${verb.padEnd(8)} ${one.file.kind} ${one.file.name}`;
}

function warn(one: Difference): string[] {
  if (one.change === 'dropped' && one.object.kind === 'function')
    return [`${one.object.identity} will be gone: servers of the version before may still call it while they run.`];
  if (one.change === 'replaced' && one.file.kind === 'function')
    return [
      `${one.identities.join(', ')} will be gone: servers of the version before may call it by that signature while they run. Give the new one another name if they do.`,
    ];
  return [];
}

function refuseAlteredTypes(found: readonly Difference[]): void {
  const types = found.flatMap((one) => (one.change === 'altered' ? [one.file] : []));
  if (types.length === 0) return;
  throw new SqlSourceError(
    [
      `Postgres cannot replace a type: ${types.map(({ path }) => `prisma/functions/${path}`).join(', ')}.`,
      'To add a column at the end, write a migration with ALTER TYPE … ADD ATTRIBUTE … by hand, then run this again for the functions that use it.',
      'For anything else make a type of another name, and drop the old one when no function of the version before needs it.',
    ].join('\n'),
  );
}

/**
 * What would bring a database to what the files say.
 * @param client of a database made from the migrations, which is thrown away: tables and files are applied to it.
 * @param tables what changes the tables, if anything does. @returns undefined if nothing is different.
 * @throws SqlSourceError
 */
export async function planMigration(
  client: ClientBase,
  files: readonly SqlFile[],
  tables: string,
): Promise<MigrationPlan | undefined> {
  if (tables !== '') await client.query(tables);
  const found = await applySqlFiles(client, files);
  refuseAlteredTypes(found);
  if (found.length === 0 && tables === '') return undefined;
  const functions = filesOf(found, 'function');
  const parts = [
    tables,
    dropsOf(found, 'trigger').join('\n'),
    dropsOf(found, 'function').join('\n'),
    ...filesOf(found, 'type').map(({ text }) => text),
    functions.length > 1 ? '-- They may call each other.\nSET LOCAL check_function_bodies = off;' : '',
    ...functions.map(({ text }) => text),
    ...filesOf(found, 'trigger').map(({ text }) => text),
    dropsOf(found, 'type').join('\n'),
  ];
  return {
    sql: `${parts
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .join('\n\n')}\n`,
    says: [...(tables === '' ? [] : ['changes  tables, as prisma/schema does']), ...found.map(explain)],
    warnings: found.flatMap(warn),
  };
}

/**
 * Runs a plan on another database made from the migrations, as `migrate` will, and sees that nothing is left to be done
 * and that every body holds now that all it calls is there.
 * @throws SqlSourceError
 */
export async function provePlan(client: ClientBase, plan: MigrationPlan, files: readonly SqlFile[]): Promise<void> {
  await client.query('BEGIN');
  await client.query(plan.sql);
  await client.query('COMMIT');
  const left = await applySqlFiles(client, files);
  if (left.length > 0) throw new SqlSourceError(`It would not be enough: ${left.map(explain).join(', ')}`);
  await checkBodies(client, files);
}

async function checkBodies(client: ClientBase, files: readonly SqlFile[]): Promise<void> {
  for (const file of files.filter(({ kind }) => kind === 'function')) {
    await client.query(file.text).catch((error: Error) => {
      throw new SqlSourceError(`${file.path}: ${error.message}`, { cause: error });
    });
  }
}
