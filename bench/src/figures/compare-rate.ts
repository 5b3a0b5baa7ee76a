import { setImmediate as nextTurn } from 'node:timers/promises';
import { createValidator } from '@docket/compare/default-validator';
import { parseValidatorFlags } from '@docket/compare/flags';
import { machine, printTable } from '../lib/report.ts';
import { median, ms } from '../lib/stats.ts';

const LINES = 1_000_000;
/** As a pipe gives it. */
const CHUNK = 64 * 1024;
const ROUNDS = 7;
const BUDGET_RATE = 200;
const BUDGET_BLOCK_MS = 20;

type Mode = {
  readonly name: string;
  readonly answer: Buffer;
  readonly output: Buffer;
  readonly flags: readonly string[];
  readonly accepted: boolean;
};

/** The same shuffle each time: neighbours end up far apart. */
function shuffled(rows: readonly string[]): string[] {
  return rows
    .map((row, i) => ({ row, key: Math.imul(i + 1, 0x9e3779b1) ^ (i << 7) }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ row }) => row);
}

function modes(): Mode[] {
  const rows = Array.from({ length: LINES }, (_, i) => `${(i * 2654435761) % 1_000_000_007} ${i} token`);
  const floats = Array.from({ length: LINES }, (_, i) => ((i * 2654435761) % 1_000_003) / 997);
  const text = (lines: readonly string[], end = '\n'): Buffer => Buffer.from(lines.join(end) + end);
  const plain = text(rows);
  const six = text(floats.map((x) => x.toFixed(6)));
  const tolerance = ['float_tolerance', '1e-5'];
  const last = rows.with(LINES - 1, 'x');
  return [
    { name: 'tokens, equal', answer: plain, output: plain, flags: [], accepted: true },
    { name: 'tokens, other line ends', answer: plain, output: text(rows, '\r\n'), flags: [], accepted: true },
    {
      name: 'tokens, other case',
      answer: plain,
      output: text(rows.map((row) => row.toUpperCase())),
      flags: [],
      accepted: true,
    },
    { name: 'tokens, last line wrong', answer: plain, output: text(last), flags: [], accepted: false },
    {
      name: 'case and space sensitive',
      answer: plain,
      output: plain,
      flags: ['case_sensitive', 'space_change_sensitive'],
      accepted: true,
    },
    { name: 'exact', answer: plain, output: plain, flags: ['exact'], accepted: true },
    { name: 'exact, last line wrong', answer: plain, output: text(last), flags: ['exact'], accepted: false },
    {
      name: 'unordered lines, reversed',
      answer: plain,
      output: text(rows.toReversed()),
      flags: ['unordered_lines'],
      accepted: true,
    },
    {
      name: 'unordered lines, shuffled',
      answer: plain,
      output: text(shuffled(rows)),
      flags: ['unordered_lines'],
      accepted: true,
    },
    { name: 'floats, written alike', answer: six, output: six, flags: tolerance, accepted: true },
    {
      name: 'floats, one in ten longer',
      answer: six,
      output: text(floats.map((x, i) => x.toFixed(i % 10 === 0 ? 9 : 6))),
      flags: tolerance,
      accepted: true,
    },
    {
      name: 'floats, all longer (9 digits)',
      answer: six,
      output: text(floats.map((x) => x.toFixed(9))),
      flags: tolerance,
      accepted: true,
    },
    {
      name: 'floats, all 15 digits',
      answer: six,
      output: text(floats.map((x) => x.toFixed(15))),
      flags: tolerance,
      accepted: true,
    },
    {
      name: 'floats, with exponent',
      answer: six,
      output: text(floats.map((x) => x.toExponential(9))),
      flags: tolerance,
      accepted: true,
    },
  ];
}

type Times = { readonly wall: number; readonly cpu: number };

/** One synchronous piece of work: its time, and the processor's, which other processes on the machine cannot stretch. */
function timed(work: () => void): Times {
  const cpu = process.threadCpuUsage();
  const start = performance.now();
  work();
  const wall = performance.now() - start;
  const used = process.threadCpuUsage(cpu);
  return { wall, cpu: (used.user + used.system) / 1_000 };
}

/**
 * Compares as the worker does: a chunk per turn of the event loop, nothing held.
 * Reading the answer ahead (`prepare`) counts in full; it does so in slices of its own.
 */
async function compare(mode: Mode): Promise<{ total: number; block: Times }> {
  const blocks: Times[] = [];
  const before = process.threadCpuUsage();
  const validator = createValidator(mode.answer, parseValidatorFlags(mode.flags, 'bench'));
  await validator.prepare?.();
  for (let i = 0; i < mode.output.length; i += CHUNK) {
    blocks.push(timed(() => validator.push(mode.output.subarray(i, i + CHUNK))));
    await nextTurn();
  }
  let accepted = false;
  blocks.push(timed(() => void (accepted = validator.end().accepted)));
  if (accepted !== mode.accepted) throw new Error(`${mode.name}: ${accepted ? 'accepted' : 'rejected'}`);
  const used = process.threadCpuUsage(before);
  return {
    total: (used.user + used.system) / 1_000,
    block: { wall: Math.max(...blocks.map(({ wall }) => wall)), cpu: Math.max(...blocks.map(({ cpu }) => cpu)) },
  };
}

function floorOf(output: Buffer): number {
  const copy = Buffer.from(output);
  const times = Array.from({ length: ROUNDS }, () => timed(() => void Buffer.compare(output, copy)).wall);
  return median(times);
}

const rate = (bytes: number, millis: number): string => `${(bytes / millis / 1_000).toFixed(0)} MB/s`;

/** How fast the built-in validators compare a million lines, and for how long they keep the worker's event loop. */
export async function run(): Promise<void> {
  console.log(
    `Method: outputs of ${LINES.toLocaleString('en')} lines in chunks of ${CHUNK / 1024} KiB, one per turn of the event loop, as the worker gets them;`,
  );
  console.log(
    'processor time of the thread, MB = 1,000,000 bytes, median of rounds; the floor is one Buffer.compare of the same bytes.',
  );
  console.log(
    'Longest block: the longest the validator kept the loop in the median round (one chunk, or the end), on the clock and in processor time.',
  );
  console.log(`Machine: ${machine()}\n`);
  const rows = [['comparison', 'size', 'rate', 'floor', 'share', 'longest block', 'of which processor', 'kept']];
  for (const mode of modes()) {
    const totals: number[] = [];
    const walls: number[] = [];
    const cpus: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { total, block } = await compare(mode);
      totals.push(total);
      walls.push(block.wall);
      cpus.push(block.cpu);
    }
    const bytes = mode.output.length;
    const floor = floorOf(mode.output);
    const kept = bytes / median(totals) / 1_000 >= BUDGET_RATE && median(cpus) < BUDGET_BLOCK_MS;
    rows.push([
      mode.name,
      `${(bytes / 1e6).toFixed(1)} MB`,
      rate(bytes, median(totals)),
      rate(bytes, floor),
      (floor / median(totals)).toFixed(3),
      ms(median(walls)),
      ms(median(cpus)),
      kept ? 'yes' : 'no',
    ]);
  }
  printTable(rows);
  console.log(`\nBudget: ${BUDGET_RATE} MB/s, and the loop kept for less than ${BUDGET_BLOCK_MS} ms.`);
}
