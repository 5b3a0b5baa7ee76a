import { expect, test } from 'vitest';
import { MIB } from '../src/backend.ts';
import { onEachBackend } from './backends.ts';

const SPIN = '#include <time.h>\nint main(void) { while (clock() < CLOCKS_PER_SEC / 5) {} return 0; }';
const TOUCH =
  '#include <stdlib.h>\n#include <string.h>\n#include <stdio.h>\nint main(void) { size_t n; if (scanf("%zu", &n) != 1) return 1; char *p = malloc(n << 20); memset(p, 7, n << 20); return p[n] != 7; }';
const exited = (code: number): object => ({ exit: { kind: 'exited', code }, limitHit: null });

onEachBackend('evidence', 1, (bench) => {
  test('CPU of a calibrated 200 ms spin is reported within 10 %', async () => {
    const runs = await bench.runAll(await bench.build('c', SPIN), [{}, {}, {}]);
    for (const { evidence } of runs) {
      expect(evidence).toMatchObject(exited(0));
      expect(evidence.cpuMs).toBeGreaterThan(190);
      expect(evidence.cpuMs).toBeLessThan(220);
      expect(evidence.wallMs).toBeGreaterThanOrEqual(evidence.cpuMs * 0.98);
    }
  });

  test('a 64 MiB touch is reported within 5 %, and the meter starts anew for the next test', async () => {
    const [first, small, second] = await bench.runAll(await bench.build('c', TOUCH), [
      { stdin: '64' },
      { stdin: '1' },
      { stdin: '64' },
    ]);
    for (const run of [first, second])
      expect(Math.abs((run?.evidence.memoryBytes ?? 0) / (64 * MIB) - 1)).toBeLessThan(0.05);
    expect(small?.evidence.memoryBytes).toBeLessThan(4 * MIB);
  });

  // Whoever else works with that file at the same moment, or a machine short of memory, spoils it.
  test('a file one run was the first to read stays cached, and is charged to no later run', { retry: 3 }, async () => {
    // A part of gcc that nobody uses meanwhile; the first run drops it from the page cache.
    const code =
      'import glob, os\nfd = os.open(glob.glob("/usr/lib/gcc/*/*/lto1")[0], os.O_RDONLY)\nif input() == "cold": os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)\nwhile os.read(fd, 65536): pass';
    const [cold, ...warm] = await bench.runAll(await bench.build('python3', code), [
      { stdin: 'cold' },
      { stdin: 'warm' },
      { stdin: 'warm' },
    ]);
    if (cold?.evidence.metering === 'sampled') return; // counts no page cache
    expect(cold?.evidence.memoryBytes).toBeGreaterThan(16 * MIB);
    for (const { evidence } of warm) expect(evidence.memoryBytes).toBeLessThan(8 * MIB);
  });

  test('memory over the limit', async () => {
    const [over, under] = await bench.runAll(await bench.build('c', TOUCH), [
      { stdin: '128', limits: { memoryBytes: 64 * MIB } },
      { stdin: '32', limits: { memoryBytes: 64 * MIB } },
    ]);
    expect(over?.evidence).toMatchObject({ limitHit: 'memory', exit: { kind: 'signaled', signal: 'SIGKILL' } });
    expect(over?.evidence.oomKilled).toBe(over?.evidence.metering !== 'sampled');
    expect(under?.evidence).toMatchObject(exited(0));
  });

  test('CPU over the limit ends soon after it', async () => {
    const { evidence } = await bench.judge('c', 'int main(void) { for (;;) {} }', { limits: { cpuMs: 300 } });
    expect(evidence).toMatchObject({ limitHit: 'cpu', oomKilled: false });
    expect(evidence.cpuMs).toBeGreaterThanOrEqual(300);
    expect(evidence.cpuMs).toBeLessThan(450);
  });

  test('idling over the wall limit uses no CPU', async () => {
    const { evidence } = await bench.judge('c', '#include <unistd.h>\nint main(void) { pause(); }', {
      limits: { wallMs: 300 },
    });
    expect(evidence).toMatchObject({ limitHit: 'wall' });
    expect(evidence.cpuMs).toBeLessThan(50);
    expect(evidence.wallMs).toBeGreaterThanOrEqual(300);
  });

  test('threads are counted together', async () => {
    const code =
      '#include <pthread.h>\n#include <time.h>\nvoid *f(void *x) { struct timespec t; do clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t); while (t.tv_nsec < 100000000); return x; }\nint main(void) { pthread_t a, b; pthread_create(&a, 0, f, 0); pthread_create(&b, 0, f, 0); pthread_join(a, 0); pthread_join(b, 0); }';
    const { evidence } = await bench.judge('c', code);
    expect(evidence).toMatchObject(exited(0));
    expect(evidence.cpuMs).toBeGreaterThan(195);
    // A slot owns one core: two threads take turns.
    expect(evidence.wallMs).toBeGreaterThan(190);
  });

  test('children are counted, even where nobody gets to know what they used', async () => {
    const code =
      '#include <unistd.h>\n#include <signal.h>\n#include <sys/wait.h>\n#include <time.h>\nint main(void) { signal(SIGCHLD, SIG_IGN); if (!fork()) { while (clock() < CLOCKS_PER_SEC / 10) {} return 0; } wait(0); }';
    const { evidence } = await bench.judge('c', code);
    expect(evidence.cpuMs).toBeGreaterThan(95);
  });

  test('output over the limit is cut there', async () => {
    const { evidence, stdout } = await bench.judge(
      'c',
      '#include <stdio.h>\nint main(void) { for (;;) puts("flood"); }',
      { limits: { outputBytes: 100_000 } },
    );
    expect(evidence).toMatchObject({ limitHit: 'output' });
    expect(stdout).toHaveLength(100_000);
    expect(evidence.stdoutBytes).toBeGreaterThan(100_000);
  });

  test('output just at the limit is whole', async () => {
    const { evidence, stdout } = await bench.judge('python3', 'import sys; sys.stdout.write("x" * 100000)', {
      limits: { outputBytes: 100_000 },
    });
    expect(evidence).toMatchObject({ ...exited(0), stdoutBytes: 100_000 });
    expect(stdout).toHaveLength(100_000);
  });

  test.each([
    ['SIGSEGV', '*(volatile int *)0 = 1;'],
    ['SIGFPE', 'raise(SIGFPE);'],
    ['SIGABRT', 'abort();'],
    ['SIGTERM', 'raise(SIGTERM);'],
    ['SIGPIPE', 'raise(SIGPIPE);'],
  ])('the signal is named: %s', async (signal, statement) => {
    const { evidence } = await bench.judge(
      'c',
      `#include <stdlib.h>\n#include <signal.h>\nint main(void) { ${statement} }`,
    );
    expect(evidence).toMatchObject({ exit: { kind: 'signaled', signal }, limitHit: null });
  });

  test('exit codes and standard error come back', async () => {
    const { evidence, stderr } = await bench.judge('python3', 'import sys; sys.stderr.write("why"); sys.exit(137)');
    expect(evidence).toMatchObject({ ...exited(137), stderrBytes: 3 });
    expect(stderr).toBe('why');
  });

  test('the stack is as large as the memory limit', async () => {
    const code =
      '#include <stdio.h>\nint f(int n) { volatile char a[1024]; a[0] = 1; int r = n ? f(n - 1) : -1; return r + a[0]; }\nint main(void) { printf("%d", f(100000)); }';
    expect((await bench.judge('c', code)).stdout.toString()).toBe('100000');
    const deep = await bench.judge('c', code.replace('100000', '100000000'));
    expect(['SIGSEGV', 'SIGKILL']).toContain(deep.evidence.exit.kind === 'signaled' ? deep.evidence.exit.signal : '');
  });

  test('many threads, whatever the memory limit', async () => {
    const code =
      '#include <pthread.h>\n#include <stdio.h>\nstatic void *add(void *p) { __sync_fetch_and_add((int *)p, 1); return p; }\nint main(void) { pthread_t t[24]; pthread_attr_t a; size_t stack; int sum = 0; pthread_attr_init(&a); pthread_attr_getstacksize(&a, &stack); for (int i = 0; i < 24; i++) if (pthread_create(&t[i], NULL, add, &sum)) return 1; for (int i = 0; i < 24; i++) pthread_join(t[i], NULL); printf("%d %zu", sum, stack >> 20); return 0; }';
    const [small, large] = await bench.runAll(await bench.build('c', code), [
      { limits: { memoryBytes: 32 * MIB } },
      { limits: { memoryBytes: 4096 * MIB } },
    ]);
    for (const ran of [small, large]) expect(ran?.stdout.toString()).toMatch(/^24 [2-8]$/);
  });

  test('waiting is told from being without a core', async () => {
    const limits = { wallMs: 600, cpuMs: 10_000 };
    const spin = await bench.build('c', 'int main(void) { for (;;) {} }');
    const nap = await bench.build('c', '#include <unistd.h>\nint main(void) { sleep(60); return 0; }');
    // Two on the one core of their slot.
    const crowd = await bench.build(
      'c',
      '#include <unistd.h>\nint main(void) { for (int i = 0; i < 3; i++) if (fork() == 0) break; for (;;) {} }',
    );
    const delays: number[] = [];
    for (const program of [nap, spin, crowd]) {
      const [ran] = await bench.runAll(program, [{ limits }]);
      expect(ran?.evidence.limitHit).toBe('wall');
      delays.push(ran?.evidence.delayMs ?? -1);
    }
    expect(delays[0]).toBeGreaterThanOrEqual(0);
    expect(delays[0]).toBeLessThan(300);
    expect(delays[2]).toBeGreaterThan(900);
  });

  test('a large input arrives whole, and one that nobody reads hurts nobody', async () => {
    const input = Buffer.alloc(24 * MIB, 'abcdefgh');
    const [read, unread] = await bench.runAll(
      await bench.build(
        'c',
        '#include <stdio.h>\n#include <stdlib.h>\nint main(int n, char **v) { char b[65536]; long s = 0; size_t k; while ((k = fread(b, 1, sizeof b, stdin))) s += k; printf("%ld", s); }',
      ),
      [{ stdin: input }, { stdin: '' }],
    );
    expect(read?.stdout.toString()).toBe(String(input.length));
    expect(unread?.stdout.toString()).toBe('0');
    const { evidence } = await bench.judge('c', 'int main(void) { return 0; }', { stdin: input });
    expect(evidence).toMatchObject(exited(0));
  });

  test('what measured and what isolated is stamped on the evidence', async () => {
    const { evidence } = await bench.judge('c', 'int main(void) { return 0; }');
    expect(evidence.isolation).toMatch(new RegExp(`^${bench.sandbox().backend}`));
    expect(evidence.metering).toMatch(/cgroup|sampled/);
    expect(evidence.box).toMatch(/^[0-9a-f]{8}-/);
    expect(evidence.host).not.toBe('');
  });

  test('a busy slot makes the next program wait', async () => {
    // One slot here: the second load waits for the first to close.
    const artifact = await bench.build('c', 'int main(void) { return 0; }');
    const first = await bench.sandbox().load(artifact);
    let loaded = false;
    const second = bench
      .sandbox()
      .load(artifact)
      .then((program) => {
        loaded = true;
        return program;
      });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(loaded).toBe(false);
    await first.close();
    await (await second).close();
  });
});
