import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isLock, lockDataDir, runningInstance } from './lock.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'docket-lock-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

function take() {
  const lock = lockDataDir(dataDir);
  if (!isLock(lock)) throw new Error('the data directory is taken');
  return lock;
}

test('holds until it is released, and tells who has it', () => {
  const lock = take();
  lock.update({ url: 'http://127.0.0.1:1' });
  expect(lockDataDir(dataDir)).toMatchObject({ pid: process.pid, url: 'http://127.0.0.1:1' });
  lock.release();
  expect(runningInstance(dataDir)).toBeUndefined();
  take().release();
});

test.each([
  ['a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, startedAt: '1', since: 'then' })],
  ['an id that another process has now', JSON.stringify({ pid: process.pid, startedAt: '1', since: 'then' })],
  ['a file cut off by a crash', '{"pid": 12'],
])('takes over what was left by %s', (_, left) => {
  writeFileSync(join(dataDir, 'instance.json'), left);
  expect(runningInstance(dataDir)).toBeUndefined();
  take().release();
});
