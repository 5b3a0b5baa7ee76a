import type { RunEvidence, RunLimits } from '@docket/contracts/judge/evidence';
import type { Artifact, Sandbox } from '@docket/sandbox/sandbox';
import { machine, printTable } from '../lib/report.ts';
import { withSandbox } from '../lib/sandbox.ts';
import { median } from '../lib/stats.ts';

const SLOTS = 2;
const RUNS = 30;
const MIB = 2 ** 20;
const SPIN_MS = 200;
const TOUCH_MIB = 64;
const LIMITS: RunLimits = { cpuMs: 2_000, wallMs: 8_000, memoryBytes: 256 * MIB, outputBytes: MIB, processes: 64 };
/** Spins until the process itself has been charged for exactly so long. */
const SPIN = `#include <time.h>
int main(void) {
  struct timespec t;
  do clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); while (t.tv_sec * 1000000000l + t.tv_nsec < ${SPIN_MS} * 1000000l);
  return 0;
}`;
// Volatile, or the compiler sees that nobody reads it and touches nothing.
const TOUCH = `#include <stdlib.h>
int main(void) {
  volatile char *p = malloc(${TOUCH_MIB} << 20);
  for (long at = 0; at < ${TOUCH_MIB}l << 20; at += 4096) p[at] = 7;
  return p[4096] != 7;
}`;

async function build(sandbox: Sandbox, content: string): Promise<Artifact> {
  const compiled = await sandbox.compile('c', [{ name: 'main.c', content }]);
  if (compiled.kind === 'failed') throw new Error(compiled.log);
  return compiled.artifact;
}

async function runs(sandbox: Sandbox, artifact: Artifact, atOnce: number): Promise<RunEvidence[]> {
  const each = await Promise.all(
    Array.from({ length: atOnce }, async () => {
      const program = await sandbox.load(artifact);
      const seen: RunEvidence[] = [];
      try {
        for (let n = 0; n < RUNS / atOnce; n += 1)
          seen.push(
            (await program.run({ stdin: new Uint8Array(), limits: LIMITS, onStdout: () => undefined })).evidence,
          );
      } finally {
        await program.close();
      }
      return seen;
    }),
  );
  return each.flat();
}

function row(backend: string, what: string, values: readonly number[], expected: number, unit: string): string[] {
  const off = values.map((value) => Math.abs(value / expected - 1));
  return [
    backend,
    what,
    `${median(values).toFixed(1)} ${unit}`,
    `${((median(values) / expected - 1) * 100).toFixed(1)} %`,
    `${(Math.max(...off) * 100).toFixed(1)} %`,
  ];
}

/** What the sandbox reports of programs whose cost is known. */
export async function run(options: { readonly backends: readonly ('docker' | 'bubblewrap')[] }): Promise<void> {
  console.log(
    `Method: a program that spins until its own CPU clock shows ${SPIN_MS} ms, and one that touches ${TOUCH_MIB} MiB; ${RUNS} runs each,`,
  );
  console.log(`alone and on ${SLOTS} slots at once. What the evidence says, against what the program did.`);
  console.log(`Machine: ${machine()}\n`);
  const rows = [['back end', 'program', 'reported p50', 'off p50', 'off most']];
  for (const backend of options.backends)
    await withSandbox(backend, SLOTS, async (sandbox) => {
      const [spin, touch] = [await build(sandbox, SPIN), await build(sandbox, TOUCH)];
      for (const atOnce of [1, SLOTS]) {
        const slots = atOnce === 1 ? 'alone' : 'both slots';
        const cpu = (await runs(sandbox, spin, atOnce)).map(({ cpuMs }) => cpuMs);
        rows.push(row(backend, `spin, ${slots}`, cpu, SPIN_MS, 'ms'));
        const memory = (await runs(sandbox, touch, atOnce)).map(({ memoryBytes }) => memoryBytes / MIB);
        rows.push(row(backend, `touch, ${slots}`, memory, TOUCH_MIB, 'MiB'));
      }
    });
  printTable(rows);
}
