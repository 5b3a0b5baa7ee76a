import { expect, test } from 'vitest';
import { coresHere, inTurn, machineId, parseCoreList } from './cores.ts';

test.each([
  ['0', [0]],
  ['0-3', [0, 1, 2, 3]],
  ['1,4-5,16\n', [1, 4, 5, 16]],
  ['', []],
])('the kernel’s list %j', (list, cores) => {
  expect(parseCoreList(list)).toEqual(cores);
});

test('a sandbox that has its machine to itself takes one core after the other', async () => {
  const coreOf = await inTurn([2, 5]);
  expect([0, 1, 2, 3].map(coreOf)).toEqual([2, 5, 2, 5]);
});

test('there is a core here, and a name for the machine', async () => {
  expect((await coresHere()).length).toBeGreaterThan(0);
  expect(await machineId()).toMatch(/^[0-9a-f-]{36}$/);
});
