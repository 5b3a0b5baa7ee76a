import { randomBytes } from 'node:crypto';
import type { RunLimits } from '@docket/contracts/judge/evidence';
import type { Signature } from '@docket/contracts/judge/signature';
import { withDriver } from '@docket/problem-package/function/table';
import type { Artifact, Program, Sandbox } from '@docket/sandbox/sandbox';
import { functionPairs, type FunctionPair } from '../lib/function-programs.ts';
import { machine, printTable } from '../lib/report.ts';
import { withSandbox } from '../lib/sandbox.ts';
import { median, ms, quantile } from '../lib/stats.ts';

const LIMITS: RunLimits = {
  cpuMs: 5_000,
  wallMs: 10_000,
  memoryBytes: 512 * 2 ** 20,
  outputBytes: 2 ** 20,
  processes: 128,
};
const ROUNDS = 10;
const PER_ROUND = 15;
/** Numbers in the case: enough that reading them counts. */
const VALUES = Array.from({ length: 1_000 }, (_, index) => (index * 7919) % 1_000_003);

const SIGNATURE: Signature = {
  kind: 'function',
  name: 'largest',
  parameters: [{ name: 'values', type: { base: 'int', dimensions: 1 } }],
  returns: { base: 'int', dimensions: 0 },
  changes: null,
  methods: [],
  compare: { order: 'exact', tolerance: null },
};

type Sample = { readonly wall: number[]; readonly cpu: number[] };

async function compiled(sandbox: Sandbox, language: string, source: string, called: boolean): Promise<Artifact> {
  const own = [{ name: 'main', content: source }];
  const files = called ? withDriver(own, language, SIGNATURE) : { files: own };
  if ('problem' in files) throw new Error(files.problem);
  const outcome = await sandbox.compile(language, files.files);
  if (outcome.kind === 'failed') throw new Error(outcome.log);
  return outcome.artifact;
}

async function runs(program: Program, count: number, called: boolean, sample: Sample): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const secret = randomBytes(16).toString('hex');
    const stdin = Buffer.from(
      called ? `${secret}\n[${VALUES.join(',')}]\n` : `${VALUES.length}\n${VALUES.join(' ')}\n`,
    );
    const chunks: Uint8Array[] = [];
    const start = performance.now();
    const { evidence, stderr } = await program.run({
      stdin,
      limits: LIMITS,
      channel: called,
      onStdout: (chunk) => chunks.push(Uint8Array.from(chunk)),
    });
    sample.wall.push(performance.now() - start);
    sample.cpu.push(evidence.cpuMs);
    const wanted = `${called ? `${secret} ` : ''}${Math.max(...VALUES)}`;
    if (Buffer.concat(chunks).toString().trim() !== wanted) throw new Error(`wrong: ${Buffer.from(stderr).toString()}`);
  }
}

/** Both in turn, so that they see the same machine. */
async function measure(sandbox: Sandbox, pair: FunctionPair, rounds: number): Promise<readonly [Sample, Sample]> {
  const samples: [Sample, Sample] = [
    { wall: [], cpu: [] },
    { wall: [], cpu: [] },
  ];
  const artifacts = [
    await compiled(sandbox, pair.language, pair.whole, false),
    await compiled(sandbox, pair.language, pair.called, true),
  ];
  for (let round = 0; round < rounds; round += 1)
    for (const [index, artifact] of artifacts.entries()) {
      const program = await sandbox.load(artifact);
      try {
        await runs(program, 2, index === 1, { wall: [], cpu: [] });
        await runs(program, PER_ROUND, index === 1, samples[index] ?? samples[0]);
      } finally {
        await program.close();
      }
    }
  return samples;
}

/** What a driver costs one case, over the same algorithm as a program that reads and prints. */
export async function run(options: {
  readonly backends: readonly ('docker' | 'bubblewrap')[];
  readonly share: number;
}): Promise<void> {
  const rounds = Math.max(1, Math.round(ROUNDS * options.share));
  console.log(
    `Method: the largest of ${VALUES.length} numbers, as a whole program that reads and prints (the floor) and as a function with its driver; ${rounds} rounds of`,
  );
  console.log(`${PER_ROUND} runs of each in a warm box, in turn, seen from Node. CPU is what the evidence says.`);
  console.log(`Machine: ${machine()}\n`);
  const rows = [
    ['back end', 'language', 'program p50', 'function p50', 'p95', 'CPU p50', 'CPU p50', 'added p50', 'added CPU'],
  ];
  for (const backend of options.backends)
    await withSandbox(backend, 1, async (sandbox) => {
      const { versions } = sandbox.describe();
      for (const pair of functionPairs.filter(({ language }) => Object.hasOwn(versions, language))) {
        const [whole, called] = await measure(sandbox, pair, rounds);
        rows.push([
          backend,
          pair.language,
          ms(median(whole.wall)),
          ms(median(called.wall)),
          ms(quantile(called.wall, 0.95)),
          ms(median(whole.cpu)),
          ms(median(called.cpu)),
          ms(median(called.wall) - median(whole.wall)),
          ms(median(called.cpu) - median(whole.cpu)),
        ]);
      }
    });
  printTable(rows);
}
