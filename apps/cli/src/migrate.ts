import { provideInbox } from './instance/servers.ts';
import { withDatabase } from './instance/with-database.ts';
import { print } from './output.ts';

/** `docket migrate`: brings the database to the newest schema, makes the role of WEBHOOKS_DATABASE_URL if that is set, and says what it applied. */
export async function migrateCommand(): Promise<void> {
  const applied = await withDatabase(async (url, settings, names) => {
    await provideInbox(settings, url);
    return names;
  });
  print(applied.length === 0 ? 'the database is up to date' : `applied: ${applied.join(', ')}`);
}
