import type { SubmissionDetail } from '@docket/contracts/http/submission';
import { isFinal } from '@docket/contracts/judge/verdict';
import { makeProblem } from '@docket/testing/builders';
import { waitFor } from '@docket/testing/wait';
import { openFloor } from '../lib/floor.ts';
import { machine, printTable } from '../lib/report.ts';
import { withStack, type Stack } from '../lib/stack.ts';
import { median, ms, quantile } from '../lib/stats.ts';

const SUBMISSIONS = 60;
const BUDGET_MS = 10;

/** Programs whose first act is to print the time, in ms since 1970. */
const programs = [
  {
    label: 'C',
    language: 'c',
    code: '#include <stdio.h>\n#include <time.h>\nint main(void){struct timespec t;clock_gettime(CLOCK_REALTIME,&t);printf("%.3f\\n",t.tv_sec*1e3+t.tv_nsec/1e6);return 0;}\n',
    compile: ['/usr/bin/gcc', '-O2', '-o', 'program', 'program.c'],
  },
  {
    label: 'C++ with iostream',
    language: 'cpp17',
    code: '#include <iostream>\n#include <iomanip>\n#include <chrono>\nint main(){auto t=std::chrono::system_clock::now().time_since_epoch();std::cout<<std::fixed<<std::setprecision(3)<<std::chrono::duration<double,std::milli>(t).count()<<"\\n";}\n',
    compile: ['/usr/bin/g++', '-O2', '-o', 'program', 'program.cpp'],
  },
] as const;

async function judged(stack: Stack, problemId: string, program: (typeof programs)[number]): Promise<SubmissionDetail> {
  const { submissionId } = await stack.client.submit({ problemId, language: program.language, code: program.code });
  return waitFor(
    'a verdict',
    async () => {
      const submission = await stack.client.submission(submissionId);
      return isFinal(submission.status) && submission;
    },
    { timeoutMs: 60_000, everyMs: 10 },
  );
}

/** From the claim, as the database stamped it, to the program's first act; undefined when it had to be compiled. */
async function claimToStart(
  stack: Stack,
  problemId: string,
  program: (typeof programs)[number],
): Promise<number | undefined> {
  const submission = await judged(stack, problemId, program);
  if (submission.compile?.cached !== true) return undefined;
  const { rows } = await stack.installation.db.pool.query<{ claimed: number }>(
    'SELECT extract(epoch FROM started_at)::float8 * 1000 AS claimed FROM judge_tasks WHERE id = $1',
    [submission.submissionId],
  );
  const printed = Number(submission.tests[0]?.feedback?.stdout);
  const claimed = rows[0]?.claimed;
  if (claimed === undefined || !Number.isFinite(printed))
    throw new Error(`no times: ${JSON.stringify(submission.tests[0])}`);
  return printed - claimed;
}

/** From the claim to the start of the first test when the program was compiled before. */
export async function run(options: { readonly backends: readonly ('docker' | 'bubblewrap')[] }): Promise<void> {
  console.log(
    `Method: the same source ${SUBMISSIONS} times through the whole stack, one after the other; the program prints the time as its first act, the claim is`,
  );
  console.log(
    'the time the database stamped (to 1 ms) on the same machine. Floor: fork, exec, read, wait of the same program by a C loop, no sandbox.',
  );
  console.log(`Machine: ${machine()}\n`);
  const rows = [['back end', 'program', 'claim to start p50', 'p95', 'bare p50', 'not cached', 'budget', 'kept']];
  const floor = await openFloor();
  try {
    for (const backend of options.backends)
      await withStack(backend, async (stack) => {
        const { problemId } = await makeProblem(stack.installation.db, {
          tests: [{ input: '', answer: 'never this\n', sample: true }],
        });
        for (const program of programs) {
          const times: number[] = [];
          let compiled = 0;
          for (let n = 0; n < SUBMISSIONS + 5; n += 1) {
            const time = await claimToStart(stack, problemId, program);
            if (time === undefined) compiled += 1;
            else if (n >= 5) times.push(time);
          }
          await floor.write(`program.${program.language === 'c' ? 'c' : 'cpp'}`, program.code);
          await floor.time(1, '/dev/null', program.compile);
          const bare = await floor.time(200, '/dev/null', ['./program']);
          rows.push([
            backend,
            program.label,
            ms(median(times)),
            ms(quantile(times, 0.95)),
            ms(median(bare)),
            String(compiled),
            `${BUDGET_MS} ms`,
            median(times) <= BUDGET_MS ? 'yes' : 'no',
          ]);
        }
      });
  } finally {
    await floor.dispose();
  }
  printTable(rows);
}
