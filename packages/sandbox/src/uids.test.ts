import { expect, test } from 'vitest';
import { lockUid, NARROW, uidsIn, uidSequence, WIDE } from './uids.ts';

test('uids follow each other through the whole range and begin anew', () => {
  const next = uidSequence({ first: 100, count: 3 }, 1);
  expect([next(), next(), next(), next()]).toEqual([101, 102, 100, 101]);
});

test('two workers that begin at the same place meet: that is what the lock is for', async () => {
  const [one, other] = [uidSequence(WIDE, 7), uidSequence(WIDE, 7)];
  const uid = one();
  expect(other()).toBe(uid);
  const release = await lockUid(uid);
  expect(release).toBeDefined();
  expect(await lockUid(uid)).toBeUndefined();
  release?.();
  const again = await lockUid(uid);
  expect(again).toBeDefined();
  again?.();
});

test.each([
  ['the machine itself', '         0          0 4294967295\n', WIDE],
  ['a user namespace', '         0     100000      65536\n', NARROW],
  ['a user namespace with a hole', '0 1000 1\n1 100000 65536\n', NARROW],
  ['nobody knows', '', NARROW],
])('the range of %s', (_, map, range) => {
  expect(uidsIn(map)).toBe(range);
});
