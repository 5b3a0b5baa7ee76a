import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '@docket/db/client';
import { closeDb, openDb } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import { leaveSeats, seatWorker } from './core-seats.ts';

let db: Db;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  db = openDb(database.url);
  drop = () => database.drop();
});
afterAll(async () => {
  await closeDb(db);
  await drop();
});

const seat = (workerId: string, machine: string, slots = 1) =>
  seatWorker({ db }, { workerId, machine, cores: [0, 1], slots });

test('workers that start in the same moment get different cores, and those beyond are told that they share', async () => {
  const seats = await Promise.all(['a', 'b', 'c'].map((id) => seat(id, 'm1')));
  const cores = seats.flatMap((each) => each.cores);
  expect(cores.reduce((sum, core) => sum + core, 0)).toBeOneOf([1, 2]);
  expect((await seat('a', 'm1')).cores).toEqual(seats[0]?.cores);
  const after = await Promise.all(['a', 'b', 'c'].map((id) => seat(id, 'm1')));
  expect(after.reduce((sum, { shared }) => sum + shared, 0)).toBe(2);
});

test('another machine has cores of its own', async () => {
  expect(await seat('d', 'm2', 2)).toEqual({ cores: [0, 1], shared: 0 });
});

test('a core is free when its worker has left, or has not been seen for half a minute', async () => {
  await seat('e', 'm3');
  await seat('f', 'm3');
  expect(await seat('g', 'm3')).toEqual({ cores: [0], shared: 1 });
  await leaveSeats({ db }, { workerId: 'f' });
  expect(await seat('g', 'm3')).toEqual({ cores: [1], shared: 0 });
  await db.pool.query(`UPDATE core_seats SET seen_at = seen_at - interval '31 seconds' WHERE holder = 'e'`);
  expect(await seat('h', 'm3')).toEqual({ cores: [0], shared: 0 });
  expect((await db.pool.query(`SELECT 1 FROM core_seats WHERE holder = 'e'`)).rowCount).toBe(0);
});

test('eight that start in the same moment are spread evenly', async () => {
  const ids = Array.from({ length: 8 }, (_, n) => `w${n}`);
  const seats = await Promise.all(ids.map((id) => seat(id, 'm4')));
  expect(seats.filter(({ cores }) => cores[0] === 0)).toHaveLength(4);
});
