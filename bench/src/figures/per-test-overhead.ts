import type { RunLimits } from '@docket/contracts/judge/evidence';
import type { Program, Sandbox } from '@docket/sandbox/sandbox';
import { openFloor, type Floor } from '../lib/floor.ts';
import { cBusy, cSum, pythonSum, type BenchProgram } from '../lib/programs.ts';
import { machine, printTable } from '../lib/report.ts';
import { withSandbox } from '../lib/sandbox.ts';
import { median, ms, quantile } from '../lib/stats.ts';

const LIMITS: RunLimits = {
  cpuMs: 2_000,
  wallMs: 4_000,
  memoryBytes: 256 * 2 ** 20,
  outputBytes: 2 ** 20,
  processes: 64,
};
const INPUT = '20 22\n';
const ROUNDS = 10;
const PER_ROUND = 40;

type Sample = { readonly boxed: number[]; readonly bare: number[]; readonly cpuReported: number[] };

async function boxedRuns(program: Program, count: number, sample: Sample): Promise<void> {
  const stdin = Buffer.from(INPUT);
  for (let n = 0; n < count; n += 1) {
    const start = performance.now();
    const { evidence } = await program.run({ stdin, limits: LIMITS, onStdout: () => undefined });
    sample.boxed.push(performance.now() - start);
    sample.cpuReported.push(evidence.cpuMs);
    if (evidence.exit.kind !== 'exited' || evidence.exit.code !== 0)
      throw new Error(`the program failed in the box: ${JSON.stringify(evidence.exit)}`);
  }
}

/** Rounds of boxed and bare runs in turn, so that both see the same machine. */
async function measure(sandbox: Sandbox, floor: Floor, program: BenchProgram): Promise<Sample> {
  const compiled = await sandbox.compile(program.language, [{ name: 'main', content: program.code }]);
  if (compiled.kind === 'failed') throw new Error(compiled.log);
  const input = await floor.write('input', INPUT);
  const file = compiled.artifact.files[0];
  if (file === undefined) throw new Error('the compiler left nothing');
  const stored = await floor.write(`${program.language}-${program.label.length}`, file.bytes, true);
  const argv = program.language === 'python3' ? ['/usr/bin/python3', stored] : [stored];
  const loaded = await sandbox.load(compiled.artifact);
  const sample: Sample = { boxed: [], bare: [], cpuReported: [] };
  try {
    await boxedRuns(loaded, 5, { boxed: [], bare: [], cpuReported: [] });
    await floor.time(5, input, argv);
    for (let round = 0; round < ROUNDS; round += 1) {
      await boxedRuns(loaded, PER_ROUND, sample);
      sample.bare.push(...(await floor.time(PER_ROUND, input, argv)));
    }
  } finally {
    await loaded.close();
  }
  return sample;
}

/** Cost of one more test in a submission, over bare fork and exec of the same program. */
export async function run(options: { readonly backends: readonly ('docker' | 'bubblewrap')[] }): Promise<void> {
  console.log(
    `Method: one program loaded in one warm box; ${ROUNDS} rounds of ${PER_ROUND} runs in the box, seen from Node (send the test, read the`,
  );
  console.log(
    'output and the evidence), and as many bare runs of the same file by a C loop of fork, exec, read, wait; rounds in turn.',
  );
  console.log(`Machine: ${machine()}\n`);
  const rows = [['back end', 'program', 'box p50', 'box p95', 'bare p50', 'bare p95', 'added p50', 'reported CPU p50']];
  const floor = await openFloor();
  try {
    for (const backend of options.backends) {
      await withSandbox(backend, 1, async (sandbox) => {
        for (const program of [cSum, cBusy, pythonSum]) {
          const { boxed, bare, cpuReported } = await measure(sandbox, floor, program);
          rows.push([
            backend,
            program.label,
            ms(median(boxed)),
            ms(quantile(boxed, 0.95)),
            ms(median(bare)),
            ms(quantile(bare, 0.95)),
            ms(median(boxed) - median(bare)),
            ms(median(cpuReported)),
          ]);
        }
      });
    }
  } finally {
    await floor.dispose();
  }
  printTable(rows);
}
