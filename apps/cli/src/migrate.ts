import { withDatabase } from './instance/with-database.ts';
import { print } from './output.ts';

/** `docket migrate`: brings the database to the newest schema and says what it applied. */
export async function migrateCommand(): Promise<void> {
  const applied = await withDatabase(async (_url, _settings, names) => names);
  print(applied.length === 0 ? 'the database is up to date' : `applied: ${applied.join(', ')}`);
}
