import type { RunLimits } from '@docket/contracts/judge/evidence';
import type { Artifact, Program, Sandbox } from '@docket/sandbox/sandbox';
import { openFloor } from '../lib/floor.ts';
import { cSum, pythonSum, type BenchProgram } from '../lib/programs.ts';
import { machine, printTable } from '../lib/report.ts';
import { withSandbox } from '../lib/sandbox.ts';
import { median } from '../lib/stats.ts';

const SLOTS = 2;
const ROUNDS = 7;
const ROUND_MS = 1_000;
const INPUT = '20 22\n';
const LIMITS: RunLimits = {
  cpuMs: 2_000,
  wallMs: 4_000,
  memoryBytes: 256 * 2 ** 20,
  outputBytes: 2 ** 20,
  processes: 64,
};

async function runOnce(program: Program): Promise<void> {
  const stdin = Buffer.from(INPUT);
  const { evidence } = await program.run({ stdin, limits: LIMITS, onStdout: () => undefined });
  if (evidence.exit.kind !== 'exited' || evidence.exit.code !== 0)
    throw new Error(`the program failed in the box: ${JSON.stringify(evidence.exit)}`);
}

/** Calls per second of `SLOTS` callers, each with its next call as soon as the last one is answered. */
async function rate(callers: readonly (() => Promise<void>)[]): Promise<number> {
  const start = performance.now();
  const counts = await Promise.all(
    callers.map(async (call) => {
      let count = 0;
      for (; performance.now() - start < ROUND_MS; count += 1) await call();
      return count;
    }),
  );
  return (counts.reduce((sum, count) => sum + count, 0) / (performance.now() - start)) * 1_000;
}

async function emptyBoxCall(sandbox: Sandbox, artifact: Artifact): Promise<void> {
  const program = await sandbox.load(artifact);
  try {
    await runOnce(program);
  } finally {
    await program.close();
  }
}

async function measure(sandbox: Sandbox, bench: BenchProgram): Promise<{ same: number; empty: number; bare: number }> {
  const compiled = await sandbox.compile(bench.language, [{ name: 'main', content: bench.code }]);
  if (compiled.kind === 'failed') throw new Error(compiled.log);
  const { artifact } = compiled;
  const [file] = artifact.files;
  if (file === undefined) throw new Error('the compiler left nothing');
  const floor = await openFloor();
  const figures = { same: [] as number[], empty: [] as number[], bare: [] as number[] };
  try {
    const input = await floor.write('input', INPUT);
    const stored = await floor.write('program', file.bytes, true);
    const argv = bench.language === 'python3' ? ['/usr/bin/python3', stored] : [stored];
    const times = Math.max(20, Math.round(ROUND_MS / median(await floor.time(20, input, argv))));
    for (let round = 0; round < ROUNDS; round += 1) {
      const programs = await Promise.all(Array.from({ length: SLOTS }, () => sandbox.load(artifact)));
      figures.same.push(await rate(programs.map((program) => () => runOnce(program))));
      await Promise.all(programs.map((program) => program.close()));
      figures.empty.push(await rate(Array.from({ length: SLOTS }, () => () => emptyBoxCall(sandbox, artifact))));
      const start = performance.now();
      await Promise.all(Array.from({ length: SLOTS }, () => floor.time(times, input, argv)));
      figures.bare.push(((SLOTS * times) / (performance.now() - start)) * 1_000);
    }
  } finally {
    await floor.dispose();
  }
  return { same: median(figures.same), empty: median(figures.empty), bare: median(figures.bare) };
}

/** Calls per second of compiled programs at the box itself, two slots busy, beside bare loops in two processes. */
export async function run(options: { readonly backends: readonly ('docker' | 'bubblewrap')[] }): Promise<void> {
  console.log(
    `Method: ${SLOTS} callers in one Node process, each with a slot of its own, closed loop of ${ROUND_MS} ms;`,
  );
  console.log(
    'as many C loops of fork, exec, read, wait at the same time for the bare figure; medians of rounds in turn.',
  );
  console.log(
    '"same box": the program stays loaded. "empty box": each call takes an empty box, puts the program and gives it back.',
  );
  console.log(`Machine: ${machine()}\n`);
  const rows = [['back end', 'program', 'same box', 'empty box', 'bare', 'same box / bare']];
  for (const backend of options.backends)
    await withSandbox(backend, SLOTS, async (sandbox) => {
      for (const bench of [cSum, pythonSum]) {
        const { same, empty, bare } = await measure(sandbox, bench);
        rows.push([
          backend,
          bench.label,
          `${same.toFixed(0)}/s`,
          `${empty.toFixed(0)}/s`,
          `${bare.toFixed(0)}/s`,
          (same / bare).toFixed(2),
        ]);
      }
    });
  printTable(rows);
}
