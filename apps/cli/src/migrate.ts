import { migrate } from '@docket/db/migrate';
import { withDatabase } from './instance/with-database.ts';
import { readSettings } from './instance/settings.ts';
import { print } from './output.ts';

/** `docket migrate`: brings the database to the newest schema and says what it applied. */
export async function migrateCommand(): Promise<void> {
  const { databaseUrl } = readSettings();
  const applied = databaseUrl === undefined ? await withDatabase((url) => migrate(url)) : await migrate(databaseUrl);
  print(applied.length === 0 ? 'the database is up to date' : `applied: ${applied.join(', ')}`);
}
