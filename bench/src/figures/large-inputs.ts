import type { RunLimits } from '@docket/contracts/judge/evidence';
import type { Artifact, Program, Sandbox } from '@docket/sandbox/sandbox';
import { openFloor, type Floor } from '../lib/floor.ts';
import { cReader } from '../lib/programs.ts';
import { machine, printTable } from '../lib/report.ts';
import { withSandbox } from '../lib/sandbox.ts';
import { median, ms } from '../lib/stats.ts';

const MIB = 2 ** 20;
const SIZES_MIB = [1, 8, 32] as const;
const ROUNDS = 8;
const PER_ROUND = 10;
const LIMITS: RunLimits = {
  cpuMs: 2_000,
  wallMs: 8_000,
  memoryBytes: 256 * MIB,
  outputBytes: MIB,
  processes: 64,
};

type Sample = { readonly first: number[]; readonly again: number[]; readonly sent: number[]; readonly bare: number[] };

async function runOnce(program: Program, stdin: Parameters<Program['run']>[0]['stdin'], sum: string): Promise<number> {
  let output = '';
  const start = performance.now();
  const { evidence } = await program.run({
    stdin,
    limits: LIMITS,
    onStdout: (chunk) => (output += Buffer.from(chunk).toString()),
  });
  const took = performance.now() - start;
  if (output !== sum || evidence.limitHit !== null) throw new Error(`the program failed: ${JSON.stringify(evidence)}`);
  return took;
}

function sumOf(input: Uint8Array): string {
  let sum = 0;
  for (let piece = 0; piece < input.length; piece += 65_536)
    for (let at = piece; at < Math.min(piece + 65_536, input.length); at += 100) sum += input[at] ?? 0;
  return `${sum}\n`;
}

async function measure(sandbox: Sandbox, floor: Floor, artifact: Artifact, sizeMib: number): Promise<Sample> {
  const input = Buffer.alloc(sizeMib * MIB, `${sizeMib} lines of an input\n`);
  const sum = sumOf(input);
  const file = await floor.write(`input-${sizeMib}`, input);
  const [program] = artifact.files;
  if (program === undefined) throw new Error('the compiler left nothing');
  const argv = [await floor.write('reader', program.bytes, true)];
  const sample: Sample = { first: [], again: [], sent: [], bare: [] };
  await floor.time(3, file, argv);
  for (let round = 0; round < ROUNDS; round += 1) {
    const loaded = await sandbox.load(artifact);
    try {
      // Another content for the box each round, so that the first time is one.
      const stored = { id: `${sizeMib}-${round}`, bytes: async () => input };
      sample.first.push(await runOnce(loaded, stored, sum));
      for (let n = 0; n < PER_ROUND; n += 1) sample.again.push(await runOnce(loaded, stored, sum));
      for (let n = 0; n < PER_ROUND; n += 1) sample.sent.push(await runOnce(loaded, input, sum));
    } finally {
      await loaded.close();
    }
    sample.bare.push(...(await floor.time(PER_ROUND, file, argv)));
  }
  return sample;
}

/** One run of a program that reads a large input, seen from Node, with the input kept in the box and sent anew. */
export async function run(options: { readonly backends: readonly ('docker' | 'bubblewrap')[] }): Promise<void> {
  console.log(
    `Method: one program in one warm box reads inputs of ${SIZES_MIB.join(', ')} MiB; ${ROUNDS} rounds of ${PER_ROUND} runs, seen from Node (ask for the run, read`,
  );
  console.log(
    'output and evidence). "first": the box is handed the input; "again": it keeps it, as in all further submissions; "sent": it comes with each run.',
  );
  console.log(
    'Bare: a C loop of fork, exec, read, wait with the same input in a sealed memfd, opened anew each time. Medians, rounds in turn.',
  );
  console.log(`Machine: ${machine()}\n`);
  const rows = [['back end', 'input', 'first', 'again', 'sent', 'bare', 'again / bare']];
  const floor = await openFloor('sealed-loop');
  try {
    for (const backend of options.backends)
      await withSandbox(backend, 1, async (sandbox) => {
        const compiled = await sandbox.compile(cReader.language, [{ name: 'main', content: cReader.code }]);
        if (compiled.kind === 'failed') throw new Error(compiled.log);
        for (const size of SIZES_MIB) {
          const { first, again, sent, bare } = await measure(sandbox, floor, compiled.artifact, size);
          rows.push([
            backend,
            `${size} MiB`,
            ...[first, again, sent, bare].map((each) => ms(median(each))),
            (median(again) / median(bare)).toFixed(2),
          ]);
        }
      });
  } finally {
    await floor.dispose();
  }
  printTable(rows);
}
