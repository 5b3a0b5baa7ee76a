import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { expect, inject, it, onTestFinished } from 'vitest';
import { emptyDatabase } from '@docket/testing/postgres';
import { migrate, migrationsFolder } from './migrate.ts';
import { newId } from '@docket/runtime/id';

/** The migrations that stand before the one named. */
async function migrationsBefore(name: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'docket-migrations-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const each of await readdir(migrationsFolder))
    if (each < name && !each.endsWith('.toml'))
      await cp(path.join(migrationsFolder, each), path.join(folder, each), { recursive: true });
  return folder;
}

it('halls of before keep their labels and get their numbers from them, also those that an old server imports meanwhile', async () => {
  const database = await emptyDatabase(inject('postgres'));
  const { url } = database;
  onTestFinished(() => database.drop());
  await migrate(url, await migrationsBefore('20261129000220'));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  const [cityId, venueId, hallId] = [newId(), newId(), newId()];
  await client.query(`INSERT INTO cities VALUES ($1, 'c', 'C', 'IN', 'UTC')`, [cityId]);
  await client.query(`INSERT INTO venues VALUES ($1, $2, 'v', 'V', 'A')`, [venueId, cityId]);
  await client.query(`INSERT INTO halls (id, venue_id, name, plan, capacity) VALUES ($1, $2, 'H', '{}', 6)`, [
    hallId,
    venueId,
  ]);
  const seat = (number: number, section: string, row: string, label: string) =>
    client.query(
      `INSERT INTO hall_seats (hall_id, seat, label, section, "row", "column", zone, x, y) VALUES ($1, $2::int, $3, $4, $5, $2::int, 'z', $2::int, 0)`,
      [hallId, number, label, section, row],
    );
  await seat(1, '', 'A', 'A1');
  await seat(2, 'Balcony', 'B-A', 'B-A12');
  await seat(3, '', '1', '111');
  await seat(4, '', 'C', 'Royal box');
  await seat(5, '', 'C', 'CRoyal box');
  await migrate(url);
  await seat(6, '', 'A', 'A2');
  const { rows } = await client.query('SELECT label, "row", number FROM hall_seats ORDER BY seat');
  expect(rows.map(({ label, row, number }) => [label, row, number])).toEqual([
    ['A1', 'A', '1'],
    ['B-A12', 'B-A', '12'],
    ['111', '1', '11'],
    ['Royal box', 'C', 'Royal box'],
    ['CRoyal box', 'C', 'Royal box#5'],
    ['A2', 'A', '2'],
  ]);
  // From now on two seats are the same when these three are, and an accent is written in one way.
  await expect(client.query(`UPDATE hall_seats SET number = '1' WHERE seat = 6`)).rejects.toThrow(/section_row_number/);
  await expect(client.query(`UPDATE hall_seats SET "row" = E'e\\u0301' WHERE seat = 6`)).rejects.toThrow(
    /hall_seats_nfc/,
  );
});
