import { availableParallelism } from 'node:os';
import { makeProblem } from '@docket/testing/builders';
import type { Installation } from '@docket/testing/installation';
import { judgedRate } from '../lib/judged-rate.ts';
import { cSpinning, pythonSum, type BenchProgram } from '../lib/programs.ts';
import { machine, printTable } from '../lib/report.ts';
import { withServices, type Stack } from '../lib/stack.ts';
import { median, ms, quantile } from '../lib/stats.ts';

const ROUNDS = 3;
const PROGRAMS = [
  { program: pythonSum, tests: 10, submissions: 30 },
  { program: cSpinning, tests: 3, submissions: 12 },
];

type Fleet = { readonly workers: number; readonly slots: number };
type Figures = { readonly rates: number[]; readonly cpu: number[] };

/** CPU times of the tests of a problem's submissions, ms. */
async function cpuTimes(installation: Installation, problemId: string, since: Date): Promise<number[]> {
  const { rows } = await installation.db.pool.query<{ ms: number }>(
    `SELECT r.cpu_ms AS ms FROM submission_tests r JOIN submissions s ON s.id = r.submission_id WHERE s.problem_id = $1 AND s.submitted_at >= $2`,
    [problemId, since],
  );
  return rows.map((row) => row.ms);
}

async function measure(stack: Omit<Stack, 'services'>, backend: string, fleet: Fleet): Promise<Figures[]> {
  const workers = await Promise.all(
    Array.from({ length: fleet.workers }, () =>
      stack.installation.start('worker', { SANDBOX: backend, WORKER_SLOTS: String(fleet.slots), LOG_LEVEL: 'error' }),
    ),
  );
  try {
    const all: Figures[] = [];
    for (const { program, tests, submissions } of PROGRAMS) {
      const { problemId } = await makeProblem(stack.installation.db, {
        tests: Array.from({ length: tests }, () => ({ input: '20 22\n', answer: '42\n' })),
      });
      await judgedRate(stack, problemId, program, fleet.workers * fleet.slots);
      const since = new Date();
      const rates: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1)
        rates.push(await judgedRate(stack, problemId, program, submissions));
      all.push({ rates, cpu: await cpuTimes(stack.installation, problemId, since) });
    }
    return all;
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

const NAMES: readonly BenchProgram[] = PROGRAMS.map(({ program }) => program);

/** Several workers on one machine beside one worker with as many slots. */
export async function run(options: { readonly backends: readonly ('docker' | 'bubblewrap')[] }): Promise<void> {
  console.log(
    `Method: so many workers on this machine of ${availableParallelism()} cores, each with so many slots; ${ROUNDS} rounds of submissions over HTTP, all sent at once, clock from the first request to the last verdict in the database.`,
  );
  console.log('The floor of several workers is one worker with as many slots. CPU times are those of the tests.');
  console.log(`Machine: ${machine()}\n`);
  const rows = [
    ['back end', 'program', 'workers × slots', 'judged/s (median)', 'share of one worker', 'CPU p50', 'p90'],
  ];
  for (const backend of options.backends)
    await withServices(async (stack) => {
      for (const count of [1, 2, 3]) {
        const one = await measure(stack, backend, { workers: 1, slots: count });
        const many = count === 1 ? undefined : await measure(stack, backend, { workers: count, slots: 1 });
        for (const [at, program] of NAMES.entries())
          for (const [fleet, figures] of [
            [`1 × ${count}`, one[at]],
            [`${count} × 1`, many?.[at]],
          ] as const) {
            if (figures === undefined) continue;
            const [rate, floor] = [median(figures.rates), median(one[at]?.rates ?? [])];
            rows.push([
              backend,
              program.label,
              fleet,
              rate.toFixed(1),
              (rate / floor).toFixed(2),
              ms(median(figures.cpu)),
              ms(quantile(figures.cpu, 0.9)),
            ]);
          }
      }
    });
  printTable(rows);
}
