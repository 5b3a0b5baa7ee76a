import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDocket, type Docket } from '@docket/client/docket';
import { getOwnProfile } from '@docket/contracts/http/identity';
import { getInvariants } from '@docket/contracts/http/invariants';
import { migrate } from '@docket/db/migrate';
import { freePort } from '@docket/runtime/embedded/ports';
import { startPostgres, type EmbeddedPostgres } from '@docket/runtime/embedded/postgres';
import { inheritedEnvironment } from '@docket/runtime/env';
import { makeProblem, makeUser } from '../src/builders.ts';
import { askForSeat, makeShow } from '../src/catalog.ts';
import { confirmForBuyer } from '../src/confirm-booking.ts';
import { ADMIN, createInstallation, type Installation } from '../src/installation.ts';
import { waitFor } from '../src/wait.ts';
import { makeWithdrawals } from '../src/wallet.ts';
import { documented, postgresWithTools, servicesOnTheDatabase, shellOf } from './documented-restore.ts';

const bin = postgresWithTools();
const wanted = bin !== undefined || process.env['CI'] === 'true';
const PASSWORD = 'of this test alone';
const BOOKING = { WORKER_AREAS: 'booking' };

let folder: string;
let postgres: EmbeddedPostgres;
let docket: Installation;

beforeAll(async () => {
  if (!wanted) return;
  if (bin === undefined) throw new Error('No Postgres with pg_dump on this machine: apt-get install postgresql');
  folder = await mkdtemp(join(tmpdir(), 'docket-restore-'));
  const port = await freePort();
  postgres = await startPostgres({ dir: join(folder, 'pg'), port, password: PASSWORD, throwaway: true, binaries: bin });
  await shell('createdb --username=docket --maintenance-db=postgres docket');
  await migrate(postgres.url('docket'));
  docket = await createInstallation({ url: postgres.url('docket'), drop: async () => undefined });
}, 120_000);

afterAll(async () => {
  if (!wanted) return;
  await docket.dispose();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

function shell(command: string) {
  if (bin === undefined) throw new Error('there is no Postgres with tools');
  return shellOf({ port: postgres.port, password: PASSWORD, bin }, folder)(command);
}

/** `docker compose run --rm api docket …`, as docs/deploy.md fills an empty database. */
async function docketCommand(...words: readonly string[]): Promise<void> {
  const env = { ...inheritedEnvironment(), ...docket.env, LOG_LEVEL: 'warn' };
  await promisify(execFile)(process.execPath, ['apps/cli/src/main.ts', ...words], { env });
}

/** Rows and a hash of all tables, and where the sequences are. */
async function contents(): Promise<Record<string, string>> {
  const { pool } = docket.db;
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const all: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await pool.query<{ text: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') AS text FROM ${name} t`,
    );
    all[name] = rows[0]?.text ?? '';
  }
  const { rows } = await pool.query<{ name: string; last: string }>(
    'SELECT sequencename AS name, last_value::text AS last FROM pg_sequences',
  );
  for (const { name, last } of rows) all[name] = last;
  return all;
}

/** Somebody who is logged in, a seat that is sold, one that no worker has looked at, and money on its way out of a wallet. */
async function live(apiUrl: string): Promise<{ readonly person: Docket; readonly asked: string }> {
  const person = createDocket({ baseUrl: apiUrl });
  const account = { username: 'asha', password: 'a password for tests', email: 'asha@example.test' };
  await person.signUp(account);
  await person.login(account);
  await makeProblem(docket.db);
  const { showId } = await makeShow(docket.db);
  const worker = await docket.start('worker', BOOKING);
  const sold = await askForSeat(docket.db, showId, 1);
  await waitFor('a seat that is held', () => statusOf(sold.bookingId, 'HELD'));
  await confirmForBuyer(docket.db, sold.bookingId);
  await worker.terminate();
  await makeWithdrawals(docket.db, (await makeUser(docket.db)).userId, 3, 'Asha Rao');
  return { person, asked: (await askForSeat(docket.db, showId, 2)).bookingId };
}

async function statusOf(bookingId: string, status: string): Promise<boolean> {
  const { rows } = await docket.db.pool.query('SELECT 1 FROM bookings WHERE id = $1 AND status = $2', [
    bookingId,
    status,
  ]);
  return rows.length === 1;
}

test('the documented restore stops whatever is connected to the database', () => {
  const stopped = documented().restore.flatMap((step) => (step.kind === 'stop' ? step.services : []));
  expect(servicesOnTheDatabase()).toContain('worker');
  expect(stopped.toSorted()).toEqual(servicesOnTheDatabase().toSorted());
});

test.skipIf(!wanted)('what was backed up comes back by the documented lines, row for row, and goes on', async () => {
  const API_PORT = String(await freePort());
  const api = await docket.start('api', { API_PORT });
  await docketCommand('catalog', 'seed');
  const { person, asked } = await live(api.url);
  await api.terminate();
  const before = await contents();
  const { backUp, restore } = documented();
  await shell(backUp);

  // The disaster: people are gone, something is there that was not, and Redis has forgotten all.
  await docket.db.pool.query(`UPDATE users SET email = username || '@lost.test'; DELETE FROM outbox`);
  await makeShow(docket.db);
  await docket.redis.restart({ empty: true });
  expect(await contents()).not.toEqual(before);
  const commands = restore.flatMap((step) => (step.kind === 'postgres' ? [step.command] : []));
  const load = commands.find((command) => command.startsWith('pg_restore')) ?? '';
  await expect(shell(load), 'restoring over what is there').rejects.toThrow('already exists');

  for (const command of commands) await shell(command);
  expect(await contents()).toEqual(before);

  await docket.start('api', { API_PORT });
  await docket.start('worker', { WORKER_AREAS: 'booking,mail,money,outgoing' });
  const admin = createDocket({ baseUrl: api.url });
  await admin.login(ADMIN);
  const { invariants } = await admin.call(getInvariants);
  expect(invariants.length).toBeGreaterThan(20);
  expect(invariants.filter(({ ok }) => !ok)).toEqual([]);
  expect(await person.call(getOwnProfile)).toMatchObject({ username: 'asha' });
  await waitFor('what was asked for before the back-up', () => statusOf(asked, 'HELD'), { timeoutMs: 60_000 });
  for (const client of [admin, person]) client.close();
});
