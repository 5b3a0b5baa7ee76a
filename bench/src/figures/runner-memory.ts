import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '@docket/sandbox/sandbox';
import { openFloor } from '../lib/floor.ts';
import { listProcesses, memoryOf } from '../lib/processes.ts';
import { cSum } from '../lib/programs.ts';
import { machine, printTable } from '../lib/report.ts';
import { withSandbox } from '../lib/sandbox.ts';

const SLOTS = 2;
const BUDGET = 6 * 2 ** 20;
const LIMITS = { cpuMs: 2_000, wallMs: 4_000, memoryBytes: 256 * 2 ** 20, outputBytes: 32 * 2 ** 20, processes: 64 };

/** A megabyte at a time through the runner, so that its buffers have been in use. */
const LOUD =
  '#include <stdio.h>\n#include <string.h>\nstatic char b[1<<20];int main(void){memset(b,120,sizeof b);for(int i=0;i<16;i++)fwrite(b,1,sizeof b,stdout);return 0;}';

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(2)} MiB`;

/** The main processes of boxes that were not there before. */
async function runnersBeside(before: ReadonlySet<number>): Promise<number[]> {
  const found: number[] = [];
  for (const { pid } of await listProcesses()) {
    if (before.has(pid)) continue;
    const argv = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
    if (/(^|\/)(docket-)?runner[^/]*$/.test(argv[0] ?? '')) found.push(pid);
  }
  return found;
}

async function useAll(sandbox: Sandbox): Promise<void> {
  for (const code of [cSum.code, LOUD]) {
    const compiled = await sandbox.compile('c', [{ name: 'main.c', content: code }]);
    if (compiled.kind === 'failed') throw new Error(compiled.log);
    const programs = await Promise.all(Array.from({ length: SLOTS }, () => sandbox.load(compiled.artifact)));
    for (let n = 0; n < 20; n += 1)
      await Promise.all(
        programs.map((program) =>
          program.run({ stdin: Buffer.from('20 22\n'), limits: LIMITS, onStdout: () => undefined }),
        ),
      );
    await Promise.all(programs.map((program) => program.close()));
  }
  await sleep(1_000);
}

/** A static program that does nothing but wait: what a process costs at least, as many of them as there are runners. */
async function floorBytes(processes: number): Promise<number> {
  const floor = await openFloor();
  try {
    await floor.write('wait.c', '#include <unistd.h>\nint main(void){pause();return 0;}\n');
    await floor.time(1, '/dev/null', ['/usr/bin/gcc', '-O2', '-static', '-o', 'wait', 'wait.c']);
    const children = Array.from({ length: processes }, () => spawn(`${floor.folder}/wait`, { stdio: 'ignore' }));
    await sleep(200);
    try {
      return Math.max(...(await Promise.all(children.map(({ pid }) => memoryOf(pid ?? 0, 'Pss')))));
    } finally {
      for (const child of children) child.kill('SIGKILL');
    }
  } finally {
    await floor.dispose();
  }
}

/** Memory of the runner in warm boxes that stand idle. */
export async function run(options: { readonly backends: readonly ('docker' | 'bubblewrap')[] }): Promise<void> {
  console.log(
    `Method: ${SLOTS} slots; every box has compiled and run programs, one of them printing 16 MiB, and then stands idle for a second. PSS of each`,
  );
  console.log('box’s runner from smaps_rollup. Floor: as many of a static C program that only waits.');
  console.log(`Machine: ${machine()}\n`);
  const rows = [['back end', 'runners', 'PSS, largest', 'PSS, mean', 'floor', 'budget', 'kept']];
  for (const backend of options.backends) {
    const before = new Set((await listProcesses()).map(({ pid }) => pid));
    await withSandbox(backend, SLOTS, async (sandbox) => {
      await useAll(sandbox);
      const runners = await runnersBeside(before);
      if (runners.length === 0) throw new Error('no runner was found');
      const sizes = await Promise.all(runners.map((pid) => memoryOf(pid, 'Pss')));
      const largest = Math.max(...sizes);
      rows.push([
        backend,
        String(runners.length),
        mebibytes(largest),
        mebibytes(sizes.reduce((sum, size) => sum + size, 0) / sizes.length),
        mebibytes(await floorBytes(runners.length)),
        mebibytes(BUDGET),
        largest <= BUDGET ? 'yes' : 'no',
      ]);
    });
  }
  printTable(rows);
}
