import type { RunLimits } from '@docket/contracts/judge/evidence';
import type { Artifact, Program, Sandbox } from '@docket/sandbox/sandbox';
import { openFloor, type Floor } from '../lib/floor.ts';
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

type Figures = {
  readonly same: number;
  readonly empty: number;
  readonly bare: number;
  /** What the kernel asks of whoever has another process start programs: loaded, and put anew each time. */
  readonly started: number;
  readonly put: number;
  /** Microseconds of CPU time that this process needs for a call of the loaded program. */
  readonly host: number;
};

async function measure(sandbox: Sandbox, bench: BenchProgram): Promise<Figures> {
  const compiled = await sandbox.compile(bench.language, [{ name: 'main', content: bench.code }]);
  if (compiled.kind === 'failed') throw new Error(compiled.log);
  const { artifact } = compiled;
  const [file] = artifact.files;
  if (file === undefined) throw new Error('the compiler left nothing');
  const floor = await openFloor();
  const boxed = await openFloor('box-loop');
  const figures: Record<keyof Figures, number[]> = { same: [], empty: [], bare: [], started: [], put: [], host: [] };
  try {
    const input = await floor.write('input', INPUT);
    const stored = await floor.write('program', file.bytes, true);
    const argv = bench.language === 'python3' ? ['/usr/bin/python3', stored] : [stored];
    const bareRate = async (from: Floor, times: number, env?: Readonly<Record<string, string>>): Promise<number> => {
      const start = performance.now();
      await Promise.all(Array.from({ length: SLOTS }, () => from.time(times, input, argv, env)));
      return ((SLOTS * times) / (performance.now() - start)) * 1_000;
    };
    const times = Math.max(20, Math.round(ROUND_MS / median(await floor.time(20, input, argv))));
    for (let round = 0; round < ROUNDS; round += 1) {
      const programs = await Promise.all(Array.from({ length: SLOTS }, () => sandbox.load(artifact)));
      const before = process.cpuUsage();
      const same = await rate(programs.map((program) => () => runOnce(program)));
      const { user, system } = process.cpuUsage(before);
      figures.same.push(same);
      figures.host.push((user + system) / ((same * ROUND_MS) / 1_000));
      await Promise.all(programs.map((program) => program.close()));
      figures.empty.push(await rate(Array.from({ length: SLOTS }, () => () => emptyBoxCall(sandbox, artifact))));
      figures.bare.push(await bareRate(floor, times));
      figures.started.push(await bareRate(boxed, times));
      figures.put.push(await bareRate(boxed, Math.ceil(times / 2), { FRESH: '1' }));
    }
  } finally {
    await Promise.all([floor.dispose(), boxed.dispose()]);
  }
  const { same, empty, bare, started, put, host } = figures;
  return {
    same: median(same),
    empty: median(empty),
    bare: median(bare),
    started: median(started),
    put: median(put),
    host: median(host),
  };
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
  console.log(
    '"started": as the bare loop, by a second process that sets what every run sets; "put": and gets the program anew each time.',
  );
  console.log(`Machine: ${machine()}\n`);
  const rows = [
    [
      'back end',
      'program',
      'same box',
      'empty box',
      'bare',
      'started',
      'put',
      'same / bare',
      'same / started',
      'empty / put',
      'CPU here, a call',
    ],
  ];
  for (const backend of options.backends)
    await withSandbox(backend, SLOTS, async (sandbox) => {
      for (const bench of [cSum, pythonSum]) {
        const { same, empty, bare, started, put, host } = await measure(sandbox, bench);
        rows.push([
          backend,
          bench.label,
          `${same.toFixed(0)}/s`,
          `${empty.toFixed(0)}/s`,
          `${bare.toFixed(0)}/s`,
          `${started.toFixed(0)}/s`,
          `${put.toFixed(0)}/s`,
          (same / bare).toFixed(2),
          (same / started).toFixed(2),
          (empty / put).toFixed(2),
          `${host.toFixed(0)} µs`,
        ]);
      }
    });
  printTable(rows);
}
