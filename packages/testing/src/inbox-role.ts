import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { addressFor, provideInboxRole } from '@docket/db/inbox-role';
import { withDatabase } from './postgres.ts';

export type TestInboxRole = {
  /** Of the database, for the role. */
  readonly url: string;
  readonly name: string;
  /** When the database is gone. */
  drop(): Promise<void>;
};

/** A role that can insert into the inbox of a migrated database and nothing else: one for each test file, because roles belong to the whole server. */
export async function createInboxRole(databaseUrl: string): Promise<TestInboxRole> {
  const name = `webhooks_${randomUUID().slice(0, 8)}`;
  const url = addressFor(databaseUrl, name, randomUUID());
  const missing = await provideInboxRole(databaseUrl, url);
  if (missing !== undefined) throw new Error(`the role of the inbox cannot be made: ${missing}`);
  return {
    url,
    name,
    async drop() {
      const client = new pg.Client({ connectionString: withDatabase(databaseUrl, 'postgres') });
      await client.connect();
      try {
        await client.query(`DROP ROLE IF EXISTS ${name}`);
      } finally {
        await client.end();
      }
    },
  };
}
