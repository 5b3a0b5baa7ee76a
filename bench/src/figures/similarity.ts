import { compare, type Program } from '@docket/domain/contest/similarity/compare';
import { tokenize, Dictionary } from '@docket/domain/contest/similarity/tokens';
import { cpuMillis } from '../lib/cpu-time.ts';
import { machine, printTable } from '../lib/report.ts';
import { ms } from '../lib/stats.ts';

const SIZES = [100, 500, 2_000];
const LINES = 60;
const BUDGET_MS = 10_000;

/** Numbers from 0 to below 1, the same each time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 2 ** 31;
  };
}

/** A program of so many lines of a dozen tokens; every twentieth is an earlier one with other names. */
function programs(size: number): Program[] {
  return Array.from({ length: size }, (_, at) => {
    const source = at % 20 === 19 ? at - 10 : at;
    const next = random(source * 7_919 + 13);
    const name = () => `${source === at ? 'v' : 'other'}${Math.floor(next() * 20)}`;
    const kinds = [
      () => `for (int ${name()} = 0; ${name()} < n; ${name()}++) ${name()} += ${name()} * 2;`,
      () => `if (${name()} > ${name()}) ${name()} = ${name()} - 1; else ${name()}++;`,
      () => `while (${name()} < ${name()}) { ${name()} = f(${name()}, ${name()}); }`,
      () => `${name()}.push_back(${name()}[${name()} - 1]);`,
      () => `int ${name()} = max(${name()}, ${name()} + ${name()}[${name()}]);`,
      () => `swap(${name()}[${name()}], ${name()}[${name()} - 1]);`,
      () => `cout << ${name()} << " " << ${name()} << endl;`,
    ];
    const lines = Array.from({ length: LINES }, () => kinds[Math.floor(next() * kinds.length)]?.() ?? '');
    return { id: `s${at}`, owner: `o${at}`, language: 'cpp17', source: lines.join('\n') };
  });
}

/** How long it takes to compare what was handed in to one problem, each program with each other. */
export async function run(): Promise<void> {
  console.log(
    `Method: programs of ${LINES} lines made up by the bench, every twentieth an earlier one with other names; in memory, once each; time on the wall, in which others of the process are served every 10 ms.`,
  );
  console.log('Floor: reading all of them into tokens once.\n');
  console.log(`Machine: ${machine()}\n`);
  const rows = [['programs', 'compared in', 'floor', 'times the floor', 'pairs told', 'kept']];
  for (const size of SIZES) {
    const all = programs(size);
    const floor = cpuMillis(() => {
      const dictionary = new Dictionary();
      for (const { source, language } of all) tokenize(source, language, dictionary);
    });
    const before = performance.now();
    const pairs = await compare(all, new Map());
    const took = performance.now() - before;
    rows.push([
      size.toLocaleString('en'),
      ms(took),
      ms(floor),
      (took / floor).toFixed(1),
      String(pairs.length),
      took < BUDGET_MS ? 'yes' : 'no',
    ]);
  }
  printTable(rows);
  console.log(`\nBudget: 2,000 programs in less than ${BUDGET_MS} ms.`);
}
