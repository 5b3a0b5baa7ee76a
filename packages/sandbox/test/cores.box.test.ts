import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const PROCESS = fileURLToPath(new URL('cores-process.ts', import.meta.url));

test.runIf(availableParallelism() > 1).each(['0', '1'])(
  'a program runs on the core that its worker was given: %s',
  async (core) => {
    const { stdout } = await run('taskset', ['--cpu-list', core, process.execPath, PROCESS]);
    expect(stdout.trim()).toBe(core);
  },
);
