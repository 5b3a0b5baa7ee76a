import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isFinal } from '@docket/contracts/judge/verdict';
import { makeProblem } from '@docket/testing/builders';
import { waitFor } from '@docket/testing/wait';
import { footprint, liveHeapEnv, lowest, type Footprint } from '../lib/footprint.ts';
import { SOAK_PROGRAMS, type SoakProgram } from '../lib/hostile.ts';
import { machine, printTable } from '../lib/report.ts';
import { withStack, type Stack } from '../lib/stack.ts';

type Backend = 'docker' | 'bubblewrap';

/** Submissions under way at a time: more than there are slots, so that some wait. */
const CALLERS = 4;
/** Share of the time, and at most so long, until caches, pools and the collector have found their level. */
const WARM_UP_SHARE = 0.25;
const WARM_UP_MOST_MS = 5 * 60_000;
/** Looks at what is left once all is quiet. */
const LOOKS = 10;
const LOOK_EVERY_MS = 2_000;
/** What is alive may have grown by so much: code that ran more often, caches that are not full yet. */
const HEAP_SHARE = 0.1;
const HEAP_BYTES = 4 * 2 ** 20;
/** Pools keep a connection more or less. */
const CONNECTIONS = 8;

type Tally = { readonly verdicts: Map<string, number>; readonly odd: string[] };

async function handIn(stack: Stack, problemId: string, program: SoakProgram, tally: Tally): Promise<void> {
  const { submissionId } = await stack.client.submit({ problemId, language: program.language, code: program.code });
  const { status, reason } = await waitFor(
    `the verdict of ${program.label}`,
    async () => {
      const submission = await stack.client.submission(submissionId);
      return isFinal(submission.status) && submission;
    },
    { timeoutMs: 120_000, everyMs: 50 },
  );
  tally.verdicts.set(status, (tally.verdicts.get(status) ?? 0) + 1);
  if (!program.verdicts.includes(status)) tally.odd.push(`${program.label}: ${status} (${reason ?? 'no reason'})`);
}

/** Hands programs in until the time is over and each was there twice, and waits for the last verdict. */
async function load(stack: Stack, problemId: string, ms: number, tally: Tally): Promise<void> {
  const end = performance.now() + ms;
  let next = 0;
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      while (performance.now() < end || next < 2 * SOAK_PROGRAMS.length) {
        const program = SOAK_PROGRAMS[next % SOAK_PROGRAMS.length];
        next += 1;
        if (program !== undefined) await handIn(stack, problemId, program, tally);
      }
    }),
  );
}

async function look(stack: Stack, options: { backend: Backend; tmp: string; heaps: string }): Promise<Footprint> {
  const looks: Footprint[] = [];
  for (let n = 0; n < LOOKS; n += 1) {
    await sleep(LOOK_EVERY_MS);
    looks.push(await footprint(stack, options));
  }
  return lowest(looks);
}

const isMemory = (name: string): boolean => name.startsWith('memory') || name.startsWith('live heap');
const shown = (name: string, value: number): string =>
  isMemory(name) ? `${(value / 2 ** 20).toFixed(1)} MiB` : String(value);

function leaked(name: string, before: number, after: number): boolean {
  // Shown only: how much the runtime has asked of the system says nothing of what is in use.
  if (name.startsWith('memory')) return false;
  if (name.startsWith('live heap')) return after > before * (1 + HEAP_SHARE) + HEAP_BYTES;
  return after > before + (name.startsWith('connections') ? CONNECTIONS : 0);
}

/** @returns whether anything leaked. */
async function soak(backend: Backend, minutes: number): Promise<boolean> {
  const tmp = await mkdtemp(path.join(tmpdir(), 'docket-soak-'));
  const heaps = await mkdtemp(path.join(tmpdir(), 'docket-heaps-'));
  try {
    return await withStack(
      backend,
      async (stack) => {
        const { problemId } = await makeProblem(stack.installation.db, {
          cpuMs: 500,
          memoryBytes: 64 * 2 ** 20,
          outputBytes: 2 ** 20,
        });
        const warmUpMs = Math.min(WARM_UP_MOST_MS, minutes * 60_000 * WARM_UP_SHARE);
        const tally: Tally = { verdicts: new Map(), odd: [] };
        await load(stack, problemId, warmUpMs, tally);
        const before = await look(stack, { backend, tmp, heaps });
        await load(stack, problemId, minutes * 60_000 - warmUpMs, tally);
        const after = await look(stack, { backend, tmp, heaps });

        const rows = [[`${backend}: what`, 'after the warm-up', 'at the end', 'leak']];
        let leaks = 0;
        for (const [name, was] of before) {
          const is = after.get(name) ?? 0;
          if (leaked(name, was, is)) leaks += 1;
          rows.push([name, shown(name, was), shown(name, is), leaked(name, was, is) ? 'LEAK' : 'no']);
        }
        printTable(rows);
        const counts = [...tally.verdicts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
        console.log(`Verdicts: ${counts}.`);
        for (const odd of new Set(tally.odd)) console.log(`  not as expected: ${odd}`);
        return leaks > 0 || tally.odd.length > 0;
      },
      { TMPDIR: tmp, ...liveHeapEnv(heaps) },
    );
  } finally {
    await Promise.all([tmp, heaps].map((folder) => rm(folder, { recursive: true, force: true })));
  }
}

/** Minutes of hostile and normal submissions through the whole stack, and what is left of them. Status 1 on a leak. */
export async function run(options: { readonly backends: readonly Backend[]; readonly minutes: number }): Promise<void> {
  console.log(
    `Method: ${options.minutes} minutes of hostile and normal submissions in turn, ${CALLERS} under way at a time, through api, queue, worker and gateway;`,
  );
  console.log(
    `after a warm-up of a quarter of that (at most ${WARM_UP_MOST_MS / 60_000} minutes) and at the end all is let come to rest and counted: the lowest of ${LOOKS} looks. Leak: any`,
  );
  console.log(
    `count that is larger (connections: by more than ${CONNECTIONS}), and a heap that after a collection is larger by more than ${HEAP_SHARE * 100} % and ${HEAP_BYTES / 2 ** 20} MiB.`,
  );
  console.log(`Machine: ${machine()}\n`);
  for (const backend of options.backends) if (await soak(backend, options.minutes)) process.exitCode = 1;
}
