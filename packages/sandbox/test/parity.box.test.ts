import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MIB } from '../src/backend.ts';
import type { Sandbox } from '../src/sandbox.ts';
import { backends, benchOf, openSandbox, type Bench, type Ran, type RunOptions } from './backends.ts';

/** Programs of every kind of ending. Whoever judges them must not be able to tell from the evidence which back end it was. */
const PROGRAMS: readonly {
  readonly name: string;
  readonly language: string;
  readonly code: string;
  readonly options?: RunOptions;
}[] = [
  { name: 'a sum', language: 'python3', code: 'print(sum(map(int, input().split())))', options: { stdin: '40 2\n' } },
  {
    name: 'a sum in Java',
    language: 'java',
    code: 'class Main { public static void main(String[] a) { var in = new java.util.Scanner(System.in); System.out.println(in.nextInt() + in.nextInt()); } }',
    options: { stdin: '40 2\n' },
  },
  {
    name: 'a sum in JavaScript',
    language: 'javascript',
    code: 'const [a, b] = require("fs").readFileSync(0, "utf8").split(" ").map(Number); console.log(a + b);',
    options: { stdin: '40 2\n' },
  },
  { name: 'an exit status', language: 'c', code: 'int main(void) { return 3; }' },
  { name: 'an exception', language: 'python3', code: 'raise ValueError' },
  { name: 'a null pointer', language: 'c', code: 'int main(void) { return *(volatile int *)0; }' },
  { name: 'an abort', language: 'c', code: '#include <stdlib.h>\nint main(void) { abort(); }' },
  {
    name: 'a forbidden call',
    language: 'c',
    code: '#include <sys/ptrace.h>\nint main(void) { ptrace(0, 0, 0, 0); return 0; }',
  },
  { name: 'too much CPU', language: 'c', code: 'int main(void) { for (;;) {} }', options: { limits: { cpuMs: 200 } } },
  {
    name: 'too long a sleep',
    language: 'c',
    code: '#include <unistd.h>\nint main(void) { pause(); }',
    options: { limits: { wallMs: 300 } },
  },
  {
    name: 'too much memory',
    language: 'python3',
    code: 'print(len(b"x" * (300 << 20)))',
    options: { limits: { memoryBytes: 64 * MIB } },
  },
  { name: 'too much output', language: 'c', code: '#include <stdio.h>\nint main(void) { for (;;) puts("flood"); }' },
  {
    name: 'too large a file',
    language: 'c',
    code: '#include <fcntl.h>\n#include <unistd.h>\nint main(void) { return ftruncate(open("/tmp/f", O_CREAT | O_WRONLY, 0600), 1l << 40); }',
  },
  {
    name: 'a daemon',
    language: 'c',
    code: '#include <unistd.h>\nint main(void) { if (fork() == 0) { setsid(); for (;;) pause(); } return 0; }',
  },
  {
    name: 'too many processes',
    language: 'c',
    code: '#include <stdio.h>\n#include <unistd.h>\nint main(void) { int n = 0; for (pid_t p; n < 500 && (p = fork()) >= 0; n++) if (p == 0) for (;;) pause(); printf("%d", n); return 0; }',
  },
  {
    name: 'what it sees of its place',
    language: 'python3',
    code: 'import os, resource\nprint(os.getcwd(), sorted(os.environ.items()), os.getpid() != 1, os.listdir("/tmp"), len(os.sched_getaffinity(0)), os.uname().nodename != "", [resource.getrlimit(r) for r in (resource.RLIMIT_CORE, resource.RLIMIT_NOFILE, resource.RLIMIT_STACK, resource.RLIMIT_FSIZE)], os.umask(0))',
  },
];

/** What verdicts are decided from, without what no two runs have in common. */
function told({ evidence, stdout, stderr }: Ran): object {
  const { exit, limitHit, oomKilled, leftover, limits, metering, stderrBytes } = evidence;
  return {
    ...{ exit, limitHit, oomKilled, leftover, limits, metering },
    stdout: stdout.subarray(0, 4096).toString(),
    stdoutKept: stdout.length,
    // Java and Node tell where in a file; the text is the same, and so is its length.
    ...(limitHit === null ? { stderr, stderrBytes } : {}),
  };
}

describe.skipIf(backends.length < 2)('the same program on both back ends', () => {
  const sandboxes: Sandbox[] = [];
  const benches: Bench[] = [];
  let dataDir = '';
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'docket-parity-'));
    for (const backend of backends) {
      const sandbox = await openSandbox(backend, { slots: 1, dataDir });
      sandboxes.push(sandbox);
      benches.push(benchOf(() => sandbox));
    }
  });
  afterAll(async () => {
    await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
    await rm(dataDir, { recursive: true, force: true });
  });

  test.each(PROGRAMS)('$name', async ({ language, code, options }) => {
    const ran: object[] = [];
    for (const bench of benches) ran.push(told(await bench.judge(language, code, options)));
    expect(ran).toHaveLength(2);
    expect(ran[1]).toEqual(ran[0]);
  });
});
