import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { onDatabase } from '@docket/db/dev/throwaway-server';
import { withDatabase } from './instance/with-database.ts';
import { CommandError, note, print } from './output.ts';

/** Plans of every statement, those inside of functions too, with what they really read; sent to whoever runs them. */
const PLANS = `
  LOAD 'auto_explain';
  SET auto_explain.log_min_duration = 0; SET auto_explain.log_nested_statements = on; SET auto_explain.log_analyze = on;
  SET auto_explain.log_buffers = on; SET auto_explain.log_level = notice`;

/** `docket sql`: tries SQL on the installation's database. What it changes is rolled back unless it is to be kept. */
export async function sql(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { file: { type: 'string' }, plans: { type: 'boolean' }, keep: { type: 'boolean' } },
  });
  const text = values.file === undefined ? positionals.join(' ') : await readFile(values.file, 'utf8');
  if (text.trim() === '')
    throw new CommandError('npm run docket -- sql "SELECT …" [--plans] [--keep], or --file <path>');
  const asItIs = (): Promise<string[]> => Promise.resolve([]);
  await withDatabase((url) => trySql(url, text, values, { print, note }), asItIs);
}

/**
 * Runs statements in one transaction.
 * @param out where rows go, as a line of JSON each, and what the server says beside. @throws CommandError for what Postgres does not take
 */
export async function trySql(
  databaseUrl: string,
  text: string,
  { plans = false, keep = false }: { readonly plans?: boolean | undefined; readonly keep?: boolean | undefined },
  out: { readonly print: (line: string) => void; readonly note: (line: string) => void },
): Promise<void> {
  await onDatabase(databaseUrl, async (client) => {
    client.on('notice', ({ message }) => out.note(message ?? ''));
    if (plans) await client.query(PLANS);
    await client.query('BEGIN');
    for (const { command, rowCount, fields, rows } of await results(client, text)) {
      for (const row of rows) out.print(JSON.stringify(row));
      if (fields.length === 0) out.note([command, rowCount].filter((part) => part !== null).join(' '));
    }
    await client.query(keep ? 'COMMIT' : 'ROLLBACK');
  });
}

/** pg answers several statements with a list, which its types do not say. */
async function results(client: pg.Client, text: string): Promise<pg.QueryResult<Record<string, unknown>>[]> {
  try {
    const answer: pg.QueryResult | pg.QueryResult[] = await client.query(text);
    return [answer].flat();
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    const { message, detail, hint, where } = error;
    throw new CommandError([message, detail, hint, where].filter((line) => line !== undefined).join('\n'));
  }
}
