import type { RunEvidence, RunLimits } from '@docket/contracts/judge/evidence';
import type { Program, Sandbox } from '@docket/sandbox/sandbox';
import { machine, printTable } from '../lib/report.ts';
import { withSandbox } from '../lib/sandbox.ts';
import { median } from '../lib/stats.ts';

const ROUNDS = 20;
const MIB = 2 ** 20;
const LIMITS: RunLimits = { cpuMs: 10_000, wallMs: 60_000, memoryBytes: 512 * MIB, outputBytes: MIB, processes: 64 };

type Probe = { readonly label: string; readonly language: string; readonly code: string };

const PROBES: readonly Probe[] = [
  {
    label: 'C, arithmetic',
    language: 'c',
    code: 'int main(void) { volatile unsigned x = 1; for (int i = 0; i < 60000000; i++) x = x * 1103515245u + 12345u; return 0; }',
  },
  {
    label: 'C, 64 MiB in random order',
    language: 'c',
    code: '#include <stdlib.h>\nint main(void) { unsigned n = 16 << 20, at = 1, *p = calloc(n, 4); for (int i = 0; i < 6000000; i++) { at = (at * 1664525u + 1013904223u); p[at % n] += at; } return p[0] == 1; }',
  },
  {
    label: 'C, 200,000 system calls',
    language: 'c',
    code: '#include <sys/syscall.h>\n#include <unistd.h>\nint main(void) { for (int i = 0; i < 200000; i++) syscall(SYS_getppid); return 0; }',
  },
  {
    label: 'C++, a map of strings',
    language: 'cpp17',
    code: '#include <map>\n#include <string>\nint main() { std::map<std::string, int> m; for (int i = 0; i < 150000; i++) m[std::to_string(i * 7919 % 150001)] = i; return m.size() == 1; }',
  },
  {
    label: 'Python, a loop and a list',
    language: 'python3',
    code: 's = 0\nfor i in range(1500000): s += i * i\nprint(s, len([str(i) for i in range(100000)]))',
  },
  {
    label: 'JavaScript, a loop and a map',
    language: 'javascript',
    code: 'const m = new Map(); for (let i = 0; i < 300000; i++) m.set("k" + i, i); console.log(m.size);',
  },
  {
    label: 'Java, boxed numbers in a map',
    language: 'java',
    code: 'class Main { public static void main(String[] a) { var m = new java.util.HashMap<Integer, Integer>(); for (int i = 0; i < 300000; i++) m.put(i, i); System.out.println(m.size()); } }',
  },
];

async function load(sandbox: Sandbox, { language, code, label }: Probe): Promise<Program> {
  const compiled = await sandbox.compile(language, [{ name: 'main', content: code }]);
  if (compiled.kind === 'failed') throw new Error(`${label}: ${compiled.log}`);
  return await sandbox.load(compiled.artifact);
}

async function once(program: Program): Promise<RunEvidence> {
  const { evidence } = await program.run({ stdin: new Uint8Array(), limits: LIMITS, onStdout: () => undefined });
  if (evidence.exit.kind !== 'exited' || evidence.exit.code !== 0) throw new Error(JSON.stringify(evidence));
  return evidence;
}

/** Runs it in turn here and there, so that whatever else the machine does meets both alike. */
async function inTurn(programs: readonly Program[]): Promise<RunEvidence[][]> {
  const seen: RunEvidence[][] = programs.map(() => []);
  for (const program of programs) await once(program);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [index, program] of programs.entries()) seen[index]?.push(await once(program));
  return seen;
}

function rowsOf(label: string, [bubblewrap = [], docker = []]: readonly RunEvidence[][]): string[][] {
  const row = (what: string, unit: string, of: (evidence: RunEvidence) => number): string[] => {
    const [here, there] = [median(bubblewrap.map(of)), median(docker.map(of))];
    const off = (there / here - 1) * 100;
    return [
      label,
      what,
      `${here.toFixed(1)} ${unit}`,
      `${there.toFixed(1)} ${unit}`,
      (there / here).toFixed(3),
      Math.abs(off) <= 10 ? 'yes' : 'no',
    ];
  };
  return [row('CPU', 'ms', ({ cpuMs }) => cpuMs), row('memory', 'MiB', ({ memoryBytes }) => memoryBytes / MIB)];
}

/** What both back ends report of the same programs, whichever were asked for: one alone has no ratio. */
export async function run(): Promise<void> {
  console.log(
    `Method: each program ${ROUNDS} times on either back end in turn, one slot, compiled by its own compilers; medians of the evidence.`,
  );
  console.log(`Machine: ${machine()}\n`);
  const rows = [['program', '', 'bubblewrap', 'docker', 'docker / bubblewrap', 'within 10 %']];
  await withSandbox('bubblewrap', 1, (bubblewrap) =>
    withSandbox('docker', 1, async (docker) => {
      for (const probe of PROBES) {
        const programs = [await load(bubblewrap, probe), await load(docker, probe)];
        try {
          rows.push(...rowsOf(probe.label, await inTurn(programs)));
        } finally {
          await Promise.all(programs.map((program) => program.close()));
        }
      }
    }),
  );
  printTable(rows);
}
