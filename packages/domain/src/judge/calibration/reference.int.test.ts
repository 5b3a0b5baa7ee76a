import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '@docket/db/client';
import { closeDb, makeUser, makeWorkerRow, openDb, testCtx } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import { machineSpeed, noteMachineSpeed } from './machine-speed.ts';
import { agreeOnReference, chooseReference, getReference } from './reference.ts';

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

const agree = (host: string, cpuMs: number): Promise<number> => agreeOnReference({ db }, { program: 'p', cpuMs, host });

test('the first host sets the reference, also when many ask at once, and only it may correct it, downwards', async () => {
  expect(await getReference({ db })).toBeNull();
  const asked = await Promise.all(Array.from({ length: 8 }, (_, n) => agree(`host-${n}`, 100 + n)));
  expect(new Set(asked).size).toBe(1);
  const first = await getReference({ db });
  if (first === null) throw new Error('no reference');
  expect(first).toMatchObject({ program: 'p', cpuMs: asked[0], setBy: null });

  expect(await agree('another', 1)).toBe(first.cpuMs);
  expect(await agree(first.host, first.cpuMs + 50)).toBe(first.cpuMs);
  expect(await agree(first.host, first.cpuMs - 20)).toBe(first.cpuMs - 20);
});

test('what an admin chose stays, whoever measures what', async () => {
  const admin = testCtx(db, await makeUser(db, 'admin'));
  const workerId = await makeWorkerRow(db);
  await expect(chooseReference(admin, { workerId })).rejects.toMatchObject({ code: 'not_found' });
  await db.pool.query(`UPDATE workers SET report = '{"calibration":{"program":"p","measuredMs":250}}' WHERE id = $1`, [
    workerId,
  ]);
  expect(await chooseReference(admin, { workerId })).toMatchObject({ cpuMs: 250, host: 'test' });
  expect((await getReference({ db }))?.setBy).not.toBeNull();
  expect(await agree('test', 10)).toBe(250);
  await expect(chooseReference(admin, { workerId: 'nobody' })).rejects.toMatchObject({ code: 'not_found' });
  for (const role of ['user', 'setter'] as const)
    await expect(chooseReference(testCtx(db, await makeUser(db, role)), { workerId })).rejects.toMatchObject({
      code: 'forbidden',
    });
});

test('the best that any worker of a machine measured within an hour counts, for that machine', async () => {
  const speed = (machine: string) => machineSpeed({ db }, { machine, program: 'p' });
  expect(await speed('m1')).toBeNull();
  for (const [machine, cpuMs] of [
    ['m1', 272],
    ['m1', 100],
    ['m1', 140],
    ['m2', 50],
  ] as const)
    await noteMachineSpeed({ db }, { machine, program: 'p', cpuMs });
  expect([await speed('m1'), await speed('m2')]).toEqual([100, 50]);
  await db.pool.query(`UPDATE machine_speeds SET measured_at = measured_at - interval '61 minutes' WHERE cpu_ms = 100`);
  expect(await speed('m1')).toBe(140);
  await noteMachineSpeed({ db }, { machine: 'm1', program: 'p', cpuMs: 300 });
  expect((await db.pool.query('SELECT 1 FROM machine_speeds WHERE cpu_ms = 100')).rowCount).toBe(0);
});
