import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { makeProblem } from '@docket/testing/builders';
import { bareJudge } from '../lib/bare-judge.ts';
import { openFloor, type Floor } from '../lib/floor.ts';
import { judgedRate } from '../lib/judged-rate.ts';
import { cppSum, pythonSum, type BenchProgram } from '../lib/programs.ts';
import { machine, printTable } from '../lib/report.ts';
import { withStack } from '../lib/stack.ts';
import { median } from '../lib/stats.ts';

const TESTS = 20;
const ROUNDS = 3;
const PER_ROUND = 40;
const execute = promisify(execFile);

/** Submissions a second of a shell loop: compile, run every test, compare; one loop per core at a time. */
async function bareRate(floor: Floor, program: BenchProgram, count: number): Promise<number> {
  const folder = path.join(floor.folder, `loop-${Math.random().toString(36).slice(2)}`);
  await mkdir(folder);
  const bare = await bareJudge(program, '.');
  await floor.write('in', '20 22\n');
  await floor.write('ans', '42\n');
  await floor.write('source', program.code);
  const one = `
    dir="$1/$2"; mkdir "$dir"; cd "$dir" || exit 1; cp ../../source "$3"
    shift 3
    if [ -n "$COMPILE" ]; then eval "$COMPILE" || exit 1; fi
    t=0; while [ $t -lt ${TESTS} ]; do "$@" < ../../in > out; cmp -s out ../../ans || exit 1; t=$((t+1)); done`;
  const quoted = (bare.compile ?? []).map((part) => `'${part.replaceAll("'", `'\\''`)}'`).join(' ');
  const start = performance.now();
  const workers = Array.from({ length: availableParallelism() }, async (_, core) => {
    for (let n = core; n < count; n += availableParallelism()) {
      await execute('sh', ['-c', one, 'sh', folder, String(n), bare.sourceName, ...bare.run], {
        env: { ...process.env, COMPILE: quoted },
      });
    }
  });
  await Promise.all(workers);
  return count / ((performance.now() - start) / 1_000);
}

/** Judged submissions a second, as a share of what a bare shell loop on the same cores reaches with the same programs. */
export async function run(options: { readonly backends: readonly ('docker' | 'bubblewrap')[] }): Promise<void> {
  console.log(
    `Method: ${ROUNDS} rounds of ${PER_ROUND} submissions with ${TESTS} tests each, all submitted at once over HTTP, clock from the first request to the last`,
  );
  console.log(
    'verdict in the database; in turn with a shell loop per core that compiles the same source, runs it on every test and compares with cmp.',
  );
  console.log(`Machine: ${machine()}\n`);
  const rows = [['back end', 'program', 'judged/s (median)', 'shell loop/s (median)', 'share']];
  const floor = await openFloor();
  try {
    for (const backend of options.backends) {
      await withStack(backend, async (stack) => {
        const { problemId } = await makeProblem(stack.installation.db, {
          tests: Array.from({ length: TESTS }, () => ({ input: '20 22\n', answer: '42\n' })),
        });
        for (const program of [cppSum, pythonSum]) {
          const judged: number[] = [];
          const bare: number[] = [];
          await judgedRate(stack, problemId, program, 4);
          for (let round = 0; round < ROUNDS; round += 1) {
            judged.push(await judgedRate(stack, problemId, program, PER_ROUND));
            bare.push(await bareRate(floor, program, PER_ROUND));
          }
          rows.push([
            backend,
            program.label,
            median(judged).toFixed(1),
            median(bare).toFixed(1),
            (median(judged) / median(bare)).toFixed(2),
          ]);
        }
      });
    }
  } finally {
    await floor.dispose();
  }
  printTable(rows);
}
