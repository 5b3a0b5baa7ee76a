import { expect, test } from 'vitest';
import type { RunLimits } from '@docket/contracts/judge/evidence';
import { MIB } from '../src/backend.ts';
import type { CheckCall, CheckRun, Interaction } from '../src/sandbox.ts';
import { LIMITS, onEachBackend, type Bench } from './backends.ts';

// Check programs and interactors are the setter's: they may be broken in every way and must not harm the judge.

const CHECK_LIMITS: RunLimits = {
  cpuMs: 1000,
  wallMs: 20_000,
  memoryBytes: 256 * MIB,
  outputBytes: 64 * 1024,
  processes: 16,
};

const call = (changes: Partial<CheckCall> = {}): CheckCall => ({
  args: ({ input, answer, feedback }) => [input, answer, feedback],
  input: Buffer.from('the input\n'),
  answer: Buffer.from('the answer\n'),
  limits: CHECK_LIMITS,
  feedbackBytes: MIB,
  samePlace: false,
  ...changes,
});

async function check(
  bench: Bench,
  code: string,
  output = 'the output\n',
  changes: Partial<CheckCall> = {},
): Promise<CheckRun> {
  const checker = await bench.sandbox().loadChecker(await bench.build('python3', code));
  try {
    return await checker.check({ ...call(changes), output: Buffer.from(output) });
  } finally {
    await checker.close();
  }
}

async function interact(
  bench: Bench,
  interactor: string,
  program: string,
  limits: Partial<RunLimits> = {},
): Promise<Interaction> {
  const [checkArtifact, artifact] = [await bench.build('python3', interactor), await bench.build('python3', program)];
  const loaded = await bench.sandbox().load(artifact);
  const checker = await bench.sandbox().loadChecker(checkArtifact, loaded);
  try {
    return await checker.interact(call({ limits: { ...CHECK_LIMITS, outputBytes: MIB } }), {
      program: loaded,
      limits: { ...LIMITS, ...limits },
    });
  } finally {
    await checker.close();
    await loaded.close();
  }
}

const texts = (run: CheckRun): Readonly<Record<string, string>> =>
  run.feedback instanceof Map
    ? Object.fromEntries([...run.feedback].map(([name, bytes]) => [name, Buffer.from(bytes).toString()]))
    : {};

onEachBackend('check programs', 1, (bench) => {
  test('get copies of input, answer and output, and a folder of their own to write to', async () => {
    const run = await check(
      bench,
      `import os, sys
said = [open(sys.argv[1]).read(), open(sys.argv[2]).read(), sys.stdin.read()]
open(sys.argv[3] + 'judgemessage.txt', 'w').write(''.join(said))
os.mkdir(sys.argv[3] + 'deeper'); open(sys.argv[3] + 'deeper/x', 'w').write('y')
try:
    open(sys.argv[2], 'w'); print('the answer can be written')
except PermissionError: pass
sys.exit(42)`,
    );
    expect(run.evidence).toMatchObject({ exit: { kind: 'exited', code: 42 }, limitHit: null });
    expect(Buffer.from(run.stdout).toString()).toBe('');
    expect(texts(run)).toEqual({ 'judgemessage.txt': 'the input\nthe answer\nthe output\n', 'deeper/x': 'y' });
    await bench.expectNormal();
  });

  test('keep the folder for a further pass, without what asked for it, and not for another test', async () => {
    const code = `import os, sys
seen = sorted(os.listdir(sys.argv[3]))
for name in ('nextpass.in', f'state{len(seen)}'): open(sys.argv[3] + name, 'w').write('x')
print(*seen)`;
    const checker = await bench.sandbox().loadChecker(await bench.build('python3', code));
    const said: string[] = [];
    for (const samePlace of [false, true, true, false]) {
      const run = await checker.check({ ...call({ samePlace }), output: Buffer.from('x') });
      said.push(Buffer.from(run.stdout).toString().trim());
    }
    await checker.close();
    expect(said).toEqual(['', 'state0', 'state0 state1', '']);
  });

  test.each([
    ['a crash', 'import os\nos.abort()', { exit: { kind: 'signaled', signal: 'SIGABRT' } }],
    ['no decision', 'pass', { exit: { kind: 'exited', code: 0 } }],
    ['an endless loop', 'while True: pass', { limitHit: 'cpu' }],
    ['a long sleep', 'import time\ntime.sleep(60)', { limitHit: 'wall' }],
    ['too much memory', 'x = bytearray(200 << 20)\nprint(len(x))', { limitHit: 'memory' }],
  ])('%s is seen for what it is', async (_, code, evidence) => {
    const wallMs = 'limitHit' in evidence && evidence.limitHit === 'wall' ? 1000 : CHECK_LIMITS.wallMs;
    // Where each page costs the machine 20 µs, filling more than this lasts as long as a check may compute.
    const run = await check(bench, code, undefined, { limits: { ...CHECK_LIMITS, wallMs, memoryBytes: 64 * MIB } });
    expect(run.evidence).toMatchObject(evidence);
    await bench.expectNormal();
  });

  test('floods of output and of processes end with the check', async () => {
    const flood = await check(bench, `import sys\nfor _ in range(2000): sys.stdout.write('x' * 10000)\nsys.exit(43)`);
    expect(flood.evidence).toMatchObject({ exit: { kind: 'exited', code: 43 }, limitHit: null });
    expect(flood.stdout.length).toBe(64 * 1024);
    const forks = await check(
      bench,
      `import os, sys, time
for _ in range(100):
    try:
        if os.fork() == 0: time.sleep(60)
    except OSError: sys.exit(42)`,
    );
    expect(forks.evidence.exit).toEqual({ kind: 'exited', code: 42 });
    expect(forks.evidence.leftover).toBeGreaterThan(5);
    await bench.expectNormal();
  });

  test('a folder that is too full, or is a link, is reported and not read', async () => {
    const full = await check(bench, `import sys\nopen(sys.argv[3] + 'x', 'wb').write(bytes(2 << 20))`);
    expect(full.feedback).toEqual({ problem: 'too big' });
    const link = await check(
      bench,
      `import os, sys\nos.symlink('/proc/self/environ', sys.argv[3] + 'judgemessage.txt')`,
    );
    expect(texts(link)).toEqual({});
    await bench.expectNormal();
  });

  test('many megabytes from test to test do not fill the box', async () => {
    const checker = await bench.sandbox().loadChecker(await bench.build('python3', 'import sys\nsys.exit(42)'));
    const big = Buffer.alloc(30 * MIB, 'x');
    for (let i = 0; i < 8; i++) {
      const run = await checker.check({ ...call({ input: big }), output: big });
      expect(run.evidence.exit).toEqual({ kind: 'exited', code: 42 });
    }
    await checker.close();
  });
});

const GUESSER = `import sys
low, high = 1, 1000
while low <= high:
    middle = (low + high) // 2
    print(middle, flush=True)
    said = input()
    if said == 'right': sys.exit(0)
    if said == 'higher': low = middle + 1
    else: high = middle - 1`;
const HOST = `import sys
secret = 777
for _ in range(20):
    guess = int(input())
    print('right' if guess == secret else 'higher' if guess < secret else 'lower', flush=True)
    if guess == secret: sys.exit(42)
sys.exit(43)`;

onEachBackend('interaction', 2, (bench) => {
  test('both talk, each in its own box with its own meters', async () => {
    const { program, interactor } = await interact(bench, HOST, GUESSER);
    expect(program.evidence).toMatchObject({ exit: { kind: 'exited', code: 0 }, limitHit: null });
    expect(interactor.evidence).toMatchObject({ exit: { kind: 'exited', code: 42 }, limitHit: null });
    expect(program.evidence.box).not.toBe(interactor.evidence.box);
  });

  test('one after the other in the same boxes, whatever was left unread', async () => {
    const loaded = await bench.sandbox().load(await bench.build('python3', 'print("x" * 200000)\n'));
    const checker = await bench
      .sandbox()
      .loadChecker(await bench.build('python3', 'import sys\nprint("y" * 200000)\nsys.exit(43)'), loaded);
    for (let i = 0; i < 5; i++) {
      const { interactor } = await checker.interact(call({ limits: { ...CHECK_LIMITS, outputBytes: MIB } }), {
        program: loaded,
        limits: LIMITS,
      });
      expect(interactor.evidence.exit).toEqual({ kind: 'exited', code: 43 });
    }
    const after = await loaded.run({ stdin: Buffer.from(''), limits: LIMITS, onStdout: () => {} });
    expect(after.evidence).toMatchObject({ exit: { kind: 'exited', code: 0 }, stdoutBytes: 200_001 });
    await checker.close();
    await loaded.close();
    await bench.expectNormal();
  });

  test('a program that dies of its own fault did so first', async () => {
    const { program, first } = await interact(bench, HOST, 'input_missing');
    expect(program.evidence.exit).toEqual({ kind: 'exited', code: 1 });
    expect(first).toBe('program');
  });

  test('a decision comes before what the program does about it', async () => {
    const { program, interactor, first } = await interact(
      bench,
      'import sys\ninput()\nsys.exit(43)',
      'print(1, flush=True)\ninput()',
    );
    expect(interactor.evidence.exit).toEqual({ kind: 'exited', code: 43 });
    expect(program.evidence.exit).toEqual({ kind: 'exited', code: 1 });
    expect(first).toBe('interactor');
  });

  test('a program that goes on after the decision is ended soon', async () => {
    const { program, first } = await interact(bench, 'import sys\nsys.exit(43)', 'import time\ntime.sleep(60)', {
      wallMs: 50_000,
    });
    // Ended by whoever saw the decision, not by a limit.
    expect(program.evidence).toMatchObject({ exit: { kind: 'signaled', signal: 'SIGKILL' }, limitHit: null });
    expect(first).toBe('interactor');
  });

  test('when both wait for the other, the program runs into its wall limit', async () => {
    const { program, interactor, first } = await interact(bench, HOST, 'input()', { wallMs: 700 });
    expect(program.evidence).toMatchObject({ limitHit: 'wall' });
    expect(program.evidence.cpuMs).toBeLessThan(500);
    expect(interactor.evidence.limitHit).toBeNull();
    expect(first).toBe('program');
  });

  test('an interactor that never answers is found out after the program', async () => {
    const { interactor } = await interact(bench, 'while True: pass', 'input()', { wallMs: 500 });
    expect(['cpu', 'wall']).toContain(interactor.evidence.limitHit);
  });

  test('a flood in either direction is bounded', async () => {
    const { program } = await interact(
      bench,
      'import sys\nsys.stdin.read()\nsys.exit(43)',
      'while True: print("x" * 1000)',
      { outputBytes: MIB },
    );
    expect(program.evidence.limitHit).toBe('output');
    const { interactor } = await interact(bench, 'while True: print("x" * 1000)', 'input()');
    expect(interactor.evidence.limitHit).toBe('output');
    await bench.expectNormal();
  });

  test('an interactor that closes its output and goes on is read to the end', async () => {
    const { program, interactor } = await interact(
      bench,
      'import os, sys\nprint("only this", flush=True)\nos.close(1)\nsaid = sys.stdin.read()\nos._exit(42 if said == "9\\n" else 43)',
      'import sys\nprint(len(sys.stdin.read().strip()))',
      { wallMs: 5000 },
    );
    expect(program.evidence).toMatchObject({ exit: { kind: 'exited', code: 0 }, limitHit: null });
    expect(interactor.evidence.exit).toEqual({ kind: 'exited', code: 42 });
  });

  test('an interactor that closes its output to end has decided then', async () => {
    const { program, interactor, first } = await interact(
      bench,
      'import os, sys, time\ninput()\nos.close(1)\ntime.sleep(0.3)\nos._exit(43)',
      'print(1, flush=True)\ninput()',
      { wallMs: 5000 },
    );
    expect(interactor.evidence.exit).toEqual({ kind: 'exited', code: 43 });
    expect(program.evidence.exit).toEqual({ kind: 'exited', code: 1 });
    expect(first).toBe('interactor');
  });

  test('a program that closes its output and goes on is read to the end', async () => {
    const { program, interactor } = await interact(
      bench,
      'import os, sys\nsaid = sys.stdin.read()\nprint("heard", flush=True)\nos._exit(42 if said == "all\\n" else 43)',
      'import os, sys\nprint("all", flush=True)\nos.close(1)\nos._exit(0 if input() == "heard" else 1)',
      { wallMs: 5000 },
    );
    expect(program.evidence).toMatchObject({ exit: { kind: 'exited', code: 0 }, limitHit: null });
    expect(interactor.evidence.exit).toEqual({ kind: 'exited', code: 42 });
  });

  test('who writes more than is read waits for the reader, on either side', async () => {
    const FLOOD = 'import sys\nfor _ in range(5000): sys.stdout.write("x" * 1000)\nsys.stdout.flush()';
    const slow = (then: string): string => `import sys, time\ntime.sleep(0.4)\nn = len(sys.stdin.read())\n${then}`;
    const limits = { wallMs: 10_000, outputBytes: 8 * MIB };
    const told = await interact(bench, slow('sys.exit(42 if n == 5000000 else 43)'), FLOOD, limits);
    expect(told.interactor.evidence.exit).toEqual({ kind: 'exited', code: 42 });
    expect(told.program.evidence).toMatchObject({ exit: { kind: 'exited', code: 0 }, limitHit: null });
    expect(told.program.evidence.wallMs).toBeGreaterThan(300);

    // Nobody reads: it has written what a pipe holds, far from its limit, and waits until its time is over.
    const stuck = await interact(bench, 'import time\ntime.sleep(1.5)', FLOOD, { wallMs: 600, outputBytes: 2 * MIB });
    expect(stuck.program.evidence).toMatchObject({ limitHit: 'wall' });
    expect(stuck.program.evidence.stdoutBytes).toBeLessThan(MIB);
    await bench.expectNormal();
  });

  test('input that a program leaves unread does not hold up its output', async () => {
    const { program, interactor } = await interact(
      bench,
      'import sys, threading\nthreading.Thread(target=lambda: (sys.stdout.write("y" * 900000), sys.stdout.flush())).start()\nn = 0\nwhile n < 3000000: n += len(sys.stdin.read(1000))\nsys.stdout.close()\nsys.exit(42)',
      'import sys\nfor _ in range(3000): sys.stdout.write("x" * 1000)\nsys.stdout.flush()\nsys.exit(len(sys.stdin.read(900000)) != 900000)',
      { wallMs: 10_000, outputBytes: 8 * MIB },
    );
    expect(program.evidence).toMatchObject({ exit: { kind: 'exited', code: 0 }, limitHit: null });
    expect(interactor.evidence.exit).toEqual({ kind: 'exited', code: 42 });
  });

  test('a thousand questions and answers, programs in C', async () => {
    const ask =
      '#include <stdio.h>\nint main(void) { int x; for (int i = 0; i < 1000; i++) { printf("%d\\n", i); fflush(stdout); if (scanf("%d", &x) != 1 || x != i + 1) return 1; } return 0; }\n';
    const answer =
      '#include <stdio.h>\nint main(void) { int x, n = 0; while (scanf("%d", &x) == 1) { n++; printf("%d\\n", x + 1); fflush(stdout); } return n == 1000 ? 42 : 43; }\n';
    const [checkArtifact, artifact] = [await bench.build('c', answer), await bench.build('c', ask)];
    const program = await bench.sandbox().load(artifact);
    const checker = await bench.sandbox().loadChecker(checkArtifact, program);
    const result = await checker.interact(call({ limits: { ...CHECK_LIMITS, outputBytes: MIB } }), {
      program,
      limits: { ...LIMITS, wallMs: 10_000 },
    });
    expect(result.interactor.evidence.exit).toEqual({ kind: 'exited', code: 42 });
    expect(result.program.evidence.exit).toEqual({ kind: 'exited', code: 0 });
    console.info(`ping-pong: ${((result.program.evidence.wallMs / 1000) * 1000).toFixed(0)} us a round`);
    await checker.close();
    await program.close();
  });
});
