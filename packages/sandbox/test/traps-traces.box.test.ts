import { expect, test } from 'vitest';
import { MIB } from '../src/backend.ts';
import { onEachBackend } from './backends.ts';
import { c, clean, says, stopped } from './traps.ts';

/** What one program leaves, and another that looks for it must not find: `look` prints nothing then. */
const TRACES: readonly { readonly name: string; readonly leave: string; readonly look: string }[] = [
  {
    name: 'files in /tmp and /dev/shm',
    leave:
      'for d in ("/tmp/", "/dev/shm/"):\n  open(d + "left", "w").write("x"); os.mkdir(d + ".dir"); open(d + ".dir/x", "w")',
    look: 'print(*os.listdir("/tmp"), *os.listdir("/dev/shm"), sep="", end="")',
  },
  {
    name: 'a daemon, seen in /proc or by a signal',
    leave: 'if os.fork() == 0:\n  os.setsid()\n  if os.fork() == 0: time.sleep(60)\n  os._exit(0)\nos.wait()',
    look: 'print(*(p for p in os.listdir("/proc") if p.isdigit() and int(p) not in (1, os.getpid())), end="")\ntry: os.kill(-1, 0); print("somebody", end="")\nexcept OSError: pass',
  },
  {
    name: 'a lock on a file that all see',
    leave: 'f = open("/usr/bin/env"); fcntl.flock(f, fcntl.LOCK_EX)\nif os.fork() == 0: os.setsid(); time.sleep(60)',
    look: 'try: fcntl.flock(open("/usr/bin/env"), fcntl.LOCK_EX | fcntl.LOCK_NB)\nexcept OSError as e: print(e, end="")',
  },
  {
    name: 'a socket with an abstract name',
    leave:
      's = socket.socket(socket.AF_UNIX); s.bind("\\0left"); s.listen()\nif os.fork() == 0: os.setsid(); time.sleep(60)',
    look: 's = socket.socket(socket.AF_UNIX)\ntry: s.connect("\\0left"); print("there", end="")\nexcept OSError: pass',
  },
  {
    name: 'a timer',
    leave: 'signal.setitimer(signal.ITIMER_REAL, 0.05)',
    look: 'time.sleep(0.3)',
  },
  {
    name: 'priority, mask and limits',
    leave:
      'os.nice(19); signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65)); signal.signal(signal.SIGUSR1, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_NOFILE, (20, 20)); os.umask(0o777)',
    look: 'print(*signal.pthread_sigmask(signal.SIG_BLOCK, []), os.nice(0) or "", "" if signal.getsignal(signal.SIGUSR1) == signal.SIG_DFL else "ignored", "" if resource.getrlimit(resource.RLIMIT_NOFILE)[0] == 256 else "files", "" if os.umask(0) == 0o22 else "umask", sep="", end="")',
  },
];
const PYTHON = 'import fcntl, os, resource, signal, socket, time\n';

onEachBackend('traps: traces', 1, (bench) => {
  test.each(TRACES)('$name are gone when the next submission runs', async ({ leave, look }) => {
    const [leaver, looker] = [
      await bench.build('python3', PYTHON + leave),
      await bench.build('python3', PYTHON + look),
    ];
    const [left] = await bench.runAll(leaver, [{}]);
    if (!left) throw new Error('no result');
    clean(left);
    const [seen] = await bench.runAll(looker, [{}]);
    if (!seen) throw new Error('no result');
    says('')(seen);
    expect(seen.evidence.box).toBe(left.evidence.box);
  });

  test('what is looked for is found while it is there', async () => {
    // Else the tests above would not see what they look for.
    const found: string[] = [];
    for (const { name, leave, look } of TRACES.slice(0, 4)) {
      const again = look.replaceAll('1, os.getpid()', '1, os.getpid(), os.getppid()');
      const [ran] = await bench.runAll(await bench.build('python3', `${PYTHON}${leave}\n${again}`), [{}]);
      if (ran?.stdout.toString() !== '') found.push(name);
    }
    expect(found).toEqual(TRACES.slice(0, 4).map(({ name }) => name));
  });

  test('a limit of one run is no limit of the next', async () => {
    const code = `${PYTHON}spin, nap = map(float, input().split())\nwhile time.process_time() < spin: pass\ntime.sleep(nap)`;
    const [cpu, afterCpu, wall, afterWall, memory, afterMemory] = await bench.runAll(
      await bench.build('python3', code),
      [
        { stdin: '9 0', limits: { cpuMs: 100 } },
        { stdin: '0.4 0' },
        { stdin: '0 60', limits: { wallMs: 300 } },
        { stdin: '0 1' },
        { stdin: '9 0', limits: { memoryBytes: 2 * MIB } },
        { stdin: '0 0' },
      ],
    );
    expect(cpu?.evidence.limitHit).toBe('cpu');
    expect(wall?.evidence.limitHit).toBe('wall');
    expect(memory?.evidence.limitHit).toBe('memory');
    for (const after of [afterCpu, afterWall, afterMemory])
      expect(after?.evidence).toMatchObject({ exit: { kind: 'exited', code: 0 }, limitHit: null });
  });

  test('the first run in a new box costs what the next ones cost', async () => {
    const artifact = await bench.build('python3', 'print(1)');
    const program = await bench.sandbox().load(artifact);
    await program.close();
    const runs = await bench.runAll(artifact, [{}, {}, {}]);
    const memory = runs.map(({ evidence }) => evidence.memoryBytes);
    for (const run of runs) clean(run);
    expect(Math.max(...memory) - Math.min(...memory)).toBeLessThan(4 * MIB);
  });

  test('time is not rounded across the limit: over it if and only if the limit fired', async () => {
    const artifact = await bench.build(
      'c',
      c('double ms; scanf("%lf", &ms); while (clock() < ms * 1000) {} return 0;', '#include <time.h>'),
    );
    // Ends around its limit, now on this side and now on that.
    const tests = Array.from({ length: 40 }, (_, i) => ({ stdin: String(48 + i * 0.1), limits: { cpuMs: 50 } }));
    const sides = new Set<boolean>();
    for (const { evidence } of await bench.runAll(artifact, tests)) {
      expect(evidence.limitHit === 'cpu').toBe(evidence.cpuMs > 50);
      sides.add(evidence.limitHit === 'cpu');
    }
    expect(sides.size).toBe(2);
  });

  test('a full /tmp is empty for the next test of the same program', async () => {
    const code =
      'import os\nprint(len(os.listdir("/tmp")), len(os.listdir("/dev/shm")))\nos.makedirs("/tmp/a/b/c"); os.makedirs("/dev/shm/x")\nopen("/tmp/a/b/c/.hidden", "w").write("x" * 1000000)\nfor i in range(2000): open(f"/tmp/{i}", "w")\nos.symlink("/usr", "/tmp/link"); os.mkfifo("/tmp/fifo")\nos.chmod("/tmp/a/b", 0); os.chmod("/tmp/a", 0)';
    const runs = await bench.runAll(await bench.build('python3', code), [{}, {}]);
    expect(runs.map(({ stdout }) => stdout.toString())).toEqual(['0 0\n', '0 0\n']);
    await bench.expectNormal();
  });

  test('directories nested deeper than any path', async () => {
    const code = 'import os\nos.chdir("/tmp")\nfor i in range(3000):\n  os.mkdir("d" * 50); os.chdir("d" * 50)\n';
    const runs = await bench.runAll(await bench.build('python3', code), [{}, {}]);
    for (const run of runs) clean(run);
    await bench.expectNormal();
  });

  test('a program started fifty times in a row is never busy', async () => {
    const artifact = await bench.build('c', c('return 0;'));
    for (let round = 0; round < 5; round++) {
      for (const run of await bench.runAll(
        artifact,
        Array.from({ length: 10 }, () => ({})),
      ))
        clean(run);
    }
  });

  test('the file system of /tmp is bounded', async () => {
    const ran = await bench.judge(
      'python3',
      'chunk = b"x" * 1000000\ntry:\n  for i in range(2000): open(f"/tmp/{i}", "wb").write(chunk)\nexcept OSError as e: print(e.errno)',
      { limits: { memoryBytes: 512 * MIB, cpuMs: 5000 } },
    );
    expect(ran.stdout.toString()).toBe('28\n');
    await bench.expectNormal();
  });

  test('flooding /tmp counts as memory of the program', async () => {
    const ran = await bench.judge(
      'python3',
      'chunk = b"x" * 1000000\nfor i in range(60): open(f"/tmp/{i}", "wb").write(chunk)',
      { limits: { memoryBytes: 32 * MIB } },
    );
    if (ran.evidence.metering !== 'sampled') stopped('memory')(ran);
    await bench.expectNormal();
  });
});
