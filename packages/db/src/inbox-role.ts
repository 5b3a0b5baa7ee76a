import pg from 'pg';

/** What the process that takes calls of providers in may write; all else of a row has its default. As in the migration of the table. */
export const INBOX_COLUMNS = ['id', 'provider', 'event_id', 'headers', 'body'] as const;

/** SQLSTATE of whoever may not make roles, or change this one. */
const MAY_NOT = '42501';

/** The name that set-up gives the role where nobody has named another. The migration makes it, unable to log in. */
export const INBOX_ROLE = 'docket_webhooks';

/** The same database, for another user. */
export function addressFor(databaseUrl: string, user: string, password: string): string {
  const url = new URL(databaseUrl);
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(password);
  return url.href;
}

async function onConnection<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // Lost between two statements: the next one says so.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Can that user log in there and insert into the inbox? */
async function isReady(inboxUrl: string): Promise<boolean> {
  try {
    return await onConnection(inboxUrl, async (client) => {
      const { rows } = await client.query<{ able: boolean }>(
        `SELECT to_regclass('inbox_events') IS NOT NULL AND bool_and(has_column_privilege('inbox_events', name, 'INSERT')) AS able
           FROM unnest($1::text[]) AS name`,
        [INBOX_COLUMNS],
      );
      return rows[0]?.able === true;
    });
  } catch {
    return false;
  }
}

/**
 * Sees to it that the user of an address can log in and insert into the inbox of a migrated database. Where it can already nothing is changed, and it need not
 * be possible to change anything.
 * @param databaseUrl as somebody who may make roles @param inboxUrl user and password of the role
 * @returns undefined, or the SQL for whoever may run it, because this user may not
 */
export async function provideInboxRole(databaseUrl: string, inboxUrl: string): Promise<string | undefined> {
  if (await isReady(inboxUrl)) return undefined;
  const { username, password } = new URL(inboxUrl);
  return onConnection(databaseUrl, async (client) => {
    const role = client.escapeIdentifier(decodeURIComponent(username));
    const name = client.escapeLiteral(decodeURIComponent(username));
    const { rows } = await client.query<{ there: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ${name}) AS there`,
    );
    const statements = (secret: string): string[] => [
      ...(rows[0]?.there === true ? [] : [`CREATE ROLE ${role}`]),
      `ALTER ROLE ${role} LOGIN PASSWORD ${secret}`,
      `GRANT INSERT (${INBOX_COLUMNS.join(', ')}) ON inbox_events TO ${role}`,
    ];
    try {
      for (const statement of statements(client.escapeLiteral(decodeURIComponent(password))))
        await client.query(statement);
      return undefined;
    } catch (error) {
      if (!(error instanceof pg.DatabaseError && error.code === MAY_NOT)) throw error;
      return statements(`'…'`).join('; ');
    }
  });
}
