import pg from 'pg';
import { StartError } from '@docket/runtime/start-error';
import { probePostgres } from './probe.ts';

const PROBE_MS = 1_500;
const LOGIN_MS = 10_000;

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function whyNotLetIn(error: unknown, url: URL): string {
  switch (codeOf(error)) {
    case '28P01':
    case '28000':
      return `Postgres refuses the user ${JSON.stringify(decodeURIComponent(url.username))} with that password`;
    case '3D000':
      return `that Postgres has no database ${JSON.stringify(decodeURIComponent(url.pathname.slice(1)))}`;
    case '53300':
      return 'that Postgres has no connection left';
    case '57P03':
      return 'that Postgres is still starting or is being stopped';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Logs in to the database once, before anything else is begun.
 * @param variable that the address is of
 * @throws StartError that names the variable, what was wrong with it and what to do, in less than 2 s where somebody answers or nobody listens
 */
export async function checkDatabase(databaseUrl: string, variable = 'DATABASE_URL'): Promise<void> {
  const fail = (why: string): never => {
    throw new StartError(`${variable}: ${why}. Correct the address, or start that server; see README, Settings.`);
  };
  const unreachable = await probePostgres(databaseUrl, PROBE_MS);
  if (unreachable !== undefined) fail(unreachable);
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: LOGIN_MS });
  // The end of a connection that is not asked anything would otherwise end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    fail(whyNotLetIn(error, new URL(databaseUrl)));
  } finally {
    await client.end().catch(() => undefined);
  }
}
