import type { RunLimits } from '@docket/contracts/judge/evidence';
import { bareJudge } from '../lib/bare-judge.ts';
import { openFloor } from '../lib/floor.ts';
import type { BenchProgram } from '../lib/programs.ts';
import { machine, printTable } from '../lib/report.ts';
import { withSandbox } from '../lib/sandbox.ts';
import { median, ms, quantile } from '../lib/stats.ts';

const JOBS = 12;
const CASES = 100;
const LIMITS: RunLimits = {
  cpuMs: 2_000,
  wallMs: 4_000,
  memoryBytes: 256 * 2 ** 20,
  outputBytes: 2 ** 20,
  processes: 64,
};
const PROGRAM: BenchProgram = {
  label: 'C++ with bits/stdc++.h',
  language: 'cpp17',
  code: '#include <bits/stdc++.h>\nusing namespace std;\nint main() { long a, b; cin >> a >> b; vector<long> v{a, b}; cout << accumulate(v.begin(), v.end(), 0L) << "\\n"; }',
};

/** A whole submission at the box: compile C++ that includes everything, load it, run 100 small cases. */
export async function run(options: { readonly backends: readonly ('docker' | 'bubblewrap')[] }): Promise<void> {
  console.log(
    `Method: ${JOBS} times a new source: compile, load, ${CASES} cases one after the other, give the box back; seen from Node.`,
  );
  console.log(
    'The same bare, without a precompiled header: compiler and runs by a C loop. In turn; the first two are not counted.',
  );
  console.log(`Machine: ${machine()}\n`);
  const rows = [['back end', 'whole p50', 'whole p95', 'of which compile', 'a case', 'bare whole', 'bare compile']];
  const floor = await openFloor();
  try {
    for (const backend of options.backends)
      await withSandbox(backend, 1, async (sandbox) => {
        const seen = {
          whole: [] as number[],
          compile: [] as number[],
          bare: [] as number[],
          bareCompile: [] as number[],
        };
        const bare = await bareJudge(PROGRAM, floor.folder);
        const input = await floor.write('input', '20 22\n');
        // On a bare machine the header is made in the background after the first start.
        for (let waits = 0; backend === 'bubblewrap' && waits < 25; waits += 1)
          await new Promise((resolve) => setTimeout(resolve, 1_000));
        for (let n = 0; n < JOBS + 2; n += 1) {
          const content = `${PROGRAM.code}\n// ${n} ${Math.random()}\n`;
          const start = performance.now();
          const compiled = await sandbox.compile(PROGRAM.language, [{ name: 'main.cpp', content }]);
          if (compiled.kind === 'failed') throw new Error(compiled.log);
          const compiledAt = performance.now();
          const program = await sandbox.load(compiled.artifact);
          const stdin = Buffer.from('20 22\n');
          for (let each = 0; each < CASES; each += 1)
            await program.run({ stdin, limits: LIMITS, onStdout: () => undefined });
          const end = performance.now();
          await program.close();
          await floor.write(bare.sourceName, content);
          const [bareCompile = Number.NaN] = await floor.time(1, '/dev/null', bare.compile ?? []);
          const bareRuns = await floor.time(CASES, input, bare.run);
          if (n < 2) continue;
          seen.whole.push(end - start);
          seen.compile.push(compiledAt - start);
          seen.bareCompile.push(bareCompile);
          seen.bare.push(bareCompile + bareRuns.reduce((sum, each) => sum + each, 0));
        }
        rows.push([
          backend,
          ms(median(seen.whole)),
          ms(quantile(seen.whole, 0.95)),
          ms(median(seen.compile)),
          ms((median(seen.whole) - median(seen.compile)) / CASES),
          ms(median(seen.bare)),
          ms(median(seen.bareCompile)),
        ]);
      });
  } finally {
    await floor.dispose();
  }
  printTable(rows);
}
