import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox } from '../src/create-sandbox.ts';

// A worker's sandbox in a process of its own, which is given some of the cores. Prints on which of them a program of slot 0 may run.

const CODE = `#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
int main(void) {
  cpu_set_t set;
  sched_getaffinity(0, sizeof set, &set);
  for (int core = 0; core < CPU_SETSIZE; core++) if (CPU_ISSET(core, &set)) printf("%d ", core);
  return 0;
}
`;
const LIMITS = { cpuMs: 1_000, wallMs: 20_000, memoryBytes: 2 ** 26, outputBytes: 4_096, processes: 4 };

const dataDir = await mkdtemp(join(tmpdir(), 'docket-cores-'));
const log = { info() {}, warn: console.warn, error: console.error };
const sandbox = await createSandbox({ backend: 'bubblewrap', slots: 1, dataDir, log, precompile: false });
try {
  const compiled = await sandbox.compile('c', [{ name: 'main.c', content: CODE }]);
  if (compiled.kind === 'failed') throw new Error(compiled.log);
  const program = await sandbox.load(compiled.artifact);
  await program.run({ stdin: new Uint8Array(), limits: LIMITS, onStdout: (chunk) => process.stdout.write(chunk) });
  await program.close();
} finally {
  await sandbox.close();
  await rm(dataDir, { recursive: true });
}
