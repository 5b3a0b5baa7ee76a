import { makeProblem } from '@docket/testing/builders';
import { bareJudge } from '../lib/bare-judge.ts';
import { openFloor, type Floor } from '../lib/floor.ts';
import { cSum, pythonSum, type BenchProgram } from '../lib/programs.ts';
import { machine, printTable } from '../lib/report.ts';
import { withStack, type Stack } from '../lib/stack.ts';
import { median, ms, quantile } from '../lib/stats.ts';
import { listenForVerdicts } from '../lib/verdicts.ts';
import { wakeUpMs } from '../lib/wake-up.ts';

const SUBMISSIONS = 100;
const TESTS = 3;
/**
 * Crossings on the way of a verdict: api to Redis to worker, worker to Redis and back (the job), to Postgres and back (the claim),
 * to the compile box and back, to the run box and back for each test, to Postgres and back (the verdict), to Redis to gateway
 * to client.
 */
const HOPS = 2 + 2 + 2 + 2 + 2 * TESTS + 2 + 3;

/** When a submission was accepted and when its verdict arrived, epoch ms. */
type Trip = { readonly submissionId: string; readonly acceptedAt: number; readonly arrivedAt: number };

type Sample = { readonly whole: number[]; readonly bare: number[]; readonly trips: Trip[] };

/** Epoch milliseconds with fractions: the database's clock is the same machine's. */
function epochMs(at: number): number {
  return performance.timeOrigin + at;
}

async function bareOnce(floor: Floor, program: BenchProgram, code: string): Promise<number> {
  const bare = await bareJudge(program, floor.folder);
  await floor.write(bare.sourceName, code);
  const input = await floor.write('input', '20 22\n');
  const [compiled] = bare.compile === null ? [0] : await floor.time(1, '/dev/null', bare.compile);
  const runs = await floor.time(TESTS, input, bare.run);
  return (compiled ?? 0) + runs.reduce((sum, each) => sum + each, 0);
}

async function measure(
  stack: Stack,
  floor: Floor,
  problemId: string,
  program: BenchProgram,
  verdictOf: (id: string) => Promise<number>,
): Promise<Sample> {
  const sample: Sample = { whole: [], bare: [], trips: [] };
  for (let n = 0; n < SUBMISSIONS + 5; n += 1) {
    // Different every time, so that nothing is taken from a cache.
    const code = `${program.code}\n${program.language === 'python3' ? '#' : '//'} ${program.label} ${n}\n`;
    const { submissionId } = await stack.client.submit({ problemId, language: program.language, code });
    const accepted = performance.now();
    const verdictAt = await verdictOf(submissionId);
    const bare = await bareOnce(floor, program, code);
    if (n < 5) continue;
    sample.whole.push(verdictAt - accepted);
    sample.bare.push(bare);
    sample.trips.push({ submissionId, acceptedAt: epochMs(accepted), arrivedAt: epochMs(verdictAt) });
  }
  return sample;
}

type Stages = {
  readonly id: string;
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly compileMs: number;
  readonly testsMs: number;
};

/**
 * Where the time goes, medians in ms: from the 202 to the claim, compiler and tests as measured in their boxes, what the worker does
 * around them, and from the transaction of the verdict to the socket. The database keeps whole milliseconds.
 */
async function stagesOf(stack: Stack, trips: readonly Trip[]): Promise<readonly number[]> {
  const { rows } = await stack.installation.db.pool.query<Stages>(
    `SELECT s.id, extract(epoch FROM s.started_at)::float8 * 1000 AS "startedAt",
            extract(epoch FROM s.finished_at)::float8 * 1000 AS "finishedAt",
            coalesce((s.compile ->> 'wallMs')::float8, 0) AS "compileMs",
            (SELECT sum(t.wall_ms) FROM submission_tests t WHERE t.submission_id = s.id) AS "testsMs"
       FROM submissions s WHERE s.id = ANY ($1::uuid[])`,
    [trips.map(({ submissionId }) => submissionId)],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const parts = trips.flatMap(({ submissionId, acceptedAt, arrivedAt }) => {
    const row = byId.get(submissionId);
    if (row === undefined) return [];
    const { startedAt, finishedAt, compileMs, testsMs } = row;
    const around = finishedAt - startedAt - compileMs - testsMs;
    return [[startedAt - acceptedAt, compileMs, testsMs, around, arrivedAt - finishedAt]];
  });
  return [0, 1, 2, 3, 4].map((part) => median(parts.map((each) => each[part] ?? Number.NaN)));
}

/** From the 202 of `POST /submissions` to the verdict on the socket, against bare compile and runs of the same source. */
export async function run(options: { readonly backends: readonly ('docker' | 'bubblewrap')[] }): Promise<void> {
  console.log(
    `Method: ${SUBMISSIONS} submissions one after the other, each a new source with ${TESTS} tests, through api, queue, worker and gateway on this machine;`,
  );
  console.log(
    'clock from the answer 202 to the verdict on the WebSocket. After each, the same source bare: compiler and runs by a C loop, no sandbox.',
  );
  console.log(`Machine: ${machine()}\n`);
  const rows = [
    [
      'back end',
      'program',
      'verdict p50',
      'verdict p99',
      'bare p50',
      'bare p99',
      'added p50',
      'added p99',
      'ratio p50',
    ],
  ];
  const stages = [['back end', 'program', '202 to claim', 'compiler', 'tests', 'around them', 'verdict to socket']];
  const wakeUps: number[] = [];
  const floor = await openFloor();
  try {
    for (const backend of options.backends) {
      await withStack(backend, async (stack) => {
        const verdictOf = listenForVerdicts(stack);
        const { problemId } = await makeProblem(stack.installation.db, {
          tests: Array.from({ length: TESTS }, () => ({ input: '20 22\n', answer: '42\n' })),
        });
        for (const program of [pythonSum, cSum]) {
          const { whole, bare, trips } = await measure(stack, floor, problemId, program, verdictOf);
          const added = whole.map((each, index) => each - (bare[index] ?? 0));
          rows.push([
            backend,
            program.label,
            ms(median(whole)),
            ms(quantile(whole, 0.99)),
            ms(median(bare)),
            ms(quantile(bare, 0.99)),
            ms(median(added)),
            ms(quantile(added, 0.99)),
            (median(whole) / median(bare)).toFixed(2),
          ]);
          wakeUps.push(await wakeUpMs());
          stages.push([backend, program.label, ...(await stagesOf(stack, trips)).map(ms)]);
        }
      });
    }
  } finally {
    await floor.dispose();
  }
  printTable(rows);
  console.log('\nWhere it goes, medians (the database keeps whole milliseconds):\n');
  printTable(stages);
  console.log(
    `\nTo wake another process and be woken by its answer takes ${ms(median(wakeUps))} here. On its way from the 202 to the socket a verdict`,
  );
  console.log(
    `crosses ${HOPS} times from one process to another, one after the other, beside what compiler and programs need: at least ${ms((median(wakeUps) / 2) * HOPS)}.`,
  );
}
