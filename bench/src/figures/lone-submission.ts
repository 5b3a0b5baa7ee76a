import { availableParallelism } from 'node:os';
import { makeProblem } from '@docket/testing/builders';
import { bareJudge } from '../lib/bare-judge.ts';
import { openFloor, type Floor } from '../lib/floor.ts';
import { cBusy, pythonSum, type BenchProgram } from '../lib/programs.ts';
import { machine, printTable } from '../lib/report.ts';
import { startWorker, withServices, type Stack } from '../lib/stack.ts';
import { median, ms, quantile } from '../lib/stats.ts';
import { listenForVerdicts } from '../lib/verdicts.ts';

const SUBMISSIONS = 30;
const WARM_UP = 4;
const TESTS = 20;
/** What is varied: with one slot nothing can be borrowed. */
const WORKERS = [
  { label: 'one slot', slots: '1' },
  { label: 'a slot a core', slots: '0' },
] as const;

type Sample = { readonly whole: number[]; readonly oneCore: number[]; readonly allCores: number[] };

/** The same work bare: compile or check, then all tests by one loop, or by one loop a core at the same time. */
async function bareOnce(floor: Floor, program: BenchProgram, code: string, loops: number): Promise<number> {
  const bare = await bareJudge(program, floor.folder);
  await floor.write(bare.sourceName, code);
  const input = await floor.write('input', '20 22\n');
  const compiled = bare.compile === null ? [0] : await floor.time(1, '/dev/null', bare.compile);
  const each = await Promise.all(Array.from({ length: loops }, () => floor.time(TESTS / loops, input, bare.run)));
  const sum = (times: readonly number[]): number => times.reduce((total, time) => total + time, 0);
  return sum(compiled) + Math.max(...each.map(sum));
}

async function measure(
  stack: Pick<Stack, 'client'>,
  floor: Floor,
  problemId: string,
  program: BenchProgram,
  label: string,
): Promise<Sample> {
  const verdictOf = listenForVerdicts(stack);
  const sample: Sample = { whole: [], oneCore: [], allCores: [] };
  for (let n = 0; n < WARM_UP + SUBMISSIONS; n += 1) {
    // Different every time, so that nothing is taken from a cache.
    const code = `${program.code}\n${program.language === 'python3' ? '#' : '//'} ${label} ${n}\n`;
    const { submissionId } = await stack.client.submit({ problemId, language: program.language, code });
    const accepted = performance.now();
    const verdictAt = await verdictOf(submissionId);
    const [oneCore, allCores] = [
      await bareOnce(floor, program, code, 1),
      await bareOnce(floor, program, code, availableParallelism()),
    ];
    if (n < WARM_UP) continue;
    sample.whole.push(verdictAt - accepted);
    sample.oneCore.push(oneCore);
    sample.allCores.push(allCores);
  }
  return sample;
}

/** From the 202 to the verdict of a submission that has a worker for itself, beside the same work bare on one core and on all. */
export async function run(options: { readonly backends: readonly ('docker' | 'bubblewrap')[] }): Promise<void> {
  console.log(
    `Method: ${SUBMISSIONS} submissions with ${TESTS} tests one after the other, each a new source, through api, queue, worker and gateway; clock from the`,
  );
  console.log(
    'answer 202 to the verdict on the WebSocket. A worker with one slot runs the tests in turn, one with a slot a core also ahead of their turn.',
  );
  console.log(
    'After each, the same source bare: compiler and runs by a C loop of fork, exec, read, wait; then again with one loop a core at the same time.',
  );
  console.log(`Machine: ${machine()}\n`);
  const rows = [
    [
      'back end',
      'program',
      'worker',
      'verdict p50',
      'verdict p90',
      'bare, one core',
      'bare, all cores',
      'p50 / all cores',
    ],
  ];
  const floor = await openFloor();
  try {
    for (const backend of options.backends)
      await withServices(async (stack) => {
        const { problemId } = await makeProblem(stack.installation.db, {
          tests: Array.from({ length: TESTS }, () => ({ input: '20 22\n', answer: '42\n' })),
        });
        for (const { label, slots } of WORKERS) {
          const worker = await startWorker(stack.installation, backend, { WORKER_SLOTS: slots });
          for (const program of [pythonSum, cBusy]) {
            const { whole, oneCore, allCores } = await measure(stack, floor, problemId, program, label);
            rows.push([
              backend,
              program.label,
              label,
              ms(median(whole)),
              ms(quantile(whole, 0.9)),
              ms(median(oneCore)),
              ms(median(allCores)),
              (median(whole) / median(allCores)).toFixed(2),
            ]);
          }
          await worker.terminate();
        }
      });
  } finally {
    await floor.dispose();
  }
  printTable(rows);
}
