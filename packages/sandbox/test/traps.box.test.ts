import { expect, test } from 'vitest';
import { MIB } from '../src/backend.ts';
import { onEachBackend, type Ran, type RunOptions } from './backends.ts';

/** A hostile or clumsy program, how it must end, and (always) the next submission judged normally. */
type Trap = {
  readonly name: string;
  readonly language: string;
  readonly code: string;
  readonly options?: RunOptions;
  readonly expect: (ran: Ran) => void;
};

const c = (body: string, includes = ''): string =>
  `#define _GNU_SOURCE\n#include <errno.h>\n#include <fcntl.h>\n#include <signal.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <sys/socket.h>\n#include <sys/stat.h>\n#include <sys/syscall.h>\n#include <sys/wait.h>\n#include <unistd.h>\n${includes}\nint main(void) {\n${body}\n}\n`;

const clean = ({ evidence }: Ran): void =>
  expect(evidence).toMatchObject({ exit: { kind: 'exited', code: 0 }, limitHit: null });
const signaled =
  (signal: string) =>
  ({ evidence }: Ran): void =>
    expect(evidence).toMatchObject({ exit: { kind: 'signaled', signal }, limitHit: null });
const stopped =
  (limitHit: string) =>
  ({ evidence }: Ran): void =>
    expect(evidence).toMatchObject({ limitHit });
const says =
  (text: string) =>
  (ran: Ran): void => {
    clean(ran);
    expect(ran.stdout.toString()).toBe(text);
  };
const soon = { wallMs: 400, cpuMs: 300 };
const errnoOf = (call: string): string =>
  c(
    `long r = ${call}; printf("%s", r < 0 ? strerrorname_np(errno) : "allowed"); return 0;`,
    '#include <sys/syscall.h>',
  );

const TRAPS: readonly Trap[] = [
  // Processes
  {
    name: 'fork bomb',
    language: 'c',
    code: c('for (;;) fork();'),
    options: { limits: { wallMs: 800, cpuMs: 300 } },
    expect: ({ evidence }) => expect(['cpu', 'wall']).toContain(evidence.limitHit),
  },
  {
    name: 'fork bomb with setsid and double fork',
    language: 'c',
    code: c('for (;;) if (fork() == 0) { setsid(); if (fork()) _exit(0); }'),
    options: { limits: { wallMs: 800, cpuMs: 300 } },
    expect: ({ evidence }) => expect(['cpu', 'wall']).toContain(evidence.limitHit),
  },
  {
    name: 'no more processes than allowed',
    language: 'c',
    code: c(
      'int n = 0; while (n < 1000) { pid_t p = fork(); if (p < 0) break; if (p == 0) pause(); n++; } printf("%d", n < 40); return 0;',
    ),
    expect: says('1'),
  },
  {
    name: 'zombies',
    language: 'c',
    code: c('for (int i = 0; i < 20; i++) if (fork() == 0) _exit(0); usleep(50000); return 0;'),
    expect: clean,
  },
  {
    name: 'a daemon left behind is counted and gone',
    language: 'c',
    code: c(
      'if (fork() == 0) { setsid(); if (fork() == 0) { signal(SIGTERM, SIG_IGN); signal(SIGHUP, SIG_IGN); close(0); close(1); close(2); for (;;) pause(); } _exit(0); } wait(NULL); return 0;',
    ),
    expect: (ran) => {
      clean(ran);
      expect(ran.evidence.leftover).toBe(1);
    },
  },
  {
    name: 'a daemon that holds standard output open',
    language: 'c',
    code: c('puts("first"); fflush(stdout); if (fork() == 0) for (;;) { puts("more"); usleep(1000); } return 0;'),
    expect: (ran) => {
      clean(ran);
      expect(ran.stdout.toString()).toMatch(/^first\n/);
    },
  },
  {
    name: 'SIGSTOP of itself',
    language: 'c',
    code: c('raise(SIGSTOP);'),
    options: { limits: soon },
    expect: stopped('wall'),
  },
  {
    name: 'SIGSTOP of its parent',
    language: 'c',
    code: c('kill(getppid(), SIGSTOP); kill(1, SIGSTOP); puts(strerrorname_np(errno)); return 0;'),
    expect: says('EPERM\n'),
  },
  {
    name: 'killing its parent',
    language: 'c',
    code: c('kill(getppid(), SIGKILL); kill(1, SIGKILL); kill(1, SIGTERM); return 0;'),
    expect: clean,
  },
  {
    name: 'killing everything',
    language: 'c',
    code: c('kill(-1, SIGKILL); return 0;'),
    expect: ({ evidence }) => expect(evidence.limitHit).toBeNull(),
  },
  {
    name: 'ignoring SIGTERM and SIGXCPU',
    language: 'c',
    code: c('for (int s = 1; s < 65; s++) signal(s, SIG_IGN); for (;;) {}'),
    options: { limits: { cpuMs: 300 } },
    expect: stopped('cpu'),
  },
  { name: 'pausing for ever', language: 'c', code: c('pause();'), options: { limits: soon }, expect: stopped('wall') },
  {
    name: 'waiting on an empty pipe',
    language: 'c',
    code: c('int p[2]; char b; pipe(p); read(p[0], &b, 1);'),
    options: { limits: soon },
    expect: stopped('wall'),
  },
  {
    name: 'a child runs out of memory, the parent does not notice',
    language: 'c',
    code: c(
      'if (fork() == 0) { volatile char *p = malloc(200 << 20); for (int i = 0; i < 200 << 20; i += 4096) p[i] = 1; _exit(0); } wait(NULL); return 0;',
    ),
    options: { limits: { memoryBytes: 64 * MIB } },
    expect: stopped('memory'),
  },
  {
    name: 'memory in many processes together',
    language: 'c',
    code: c(
      'for (int i = 0; i < 8; i++) if (fork() == 0) { volatile char *p = malloc(20 << 20); for (int i = 0; i < 20 << 20; i += 4096) p[i] = 1; sleep(2); _exit(0); } while (wait(NULL) > 0) {} return 0;',
    ),
    options: { limits: { memoryBytes: 64 * MIB } },
    expect: stopped('memory'),
  },
  { name: 'an alarm set for later', language: 'c', code: c('alarm(1); return 0;'), expect: clean },
  {
    name: 'no other processes to be seen',
    language: 'python3',
    code: 'import os\nprint(sorted(p for p in os.listdir("/proc") if p.isdigit()) == sorted(["1", str(os.getpid())]), end="")',
    expect: says('True'),
  },
  {
    name: 'no other core',
    language: 'c',
    code: c(
      'cpu_set_t s; CPU_ZERO(&s); CPU_SET(0, &s); CPU_SET(1, &s); int r = sched_setaffinity(0, sizeof s, &s); sched_getaffinity(0, sizeof s, &s); printf("%d %d", r, CPU_COUNT(&s)); return 0;',
      '#include <sched.h>',
    ),
    expect: says('-1 1'),
  },

  // Streams
  {
    name: 'flood of standard error',
    language: 'c',
    code: c(
      'for (int i = 0; i < 200000; i++) fputs("0123456789012345678901234567890123456789012345678\\n", stderr); return 0;',
    ),
    options: { limits: { cpuMs: 3000 } },
    expect: (ran) => {
      clean(ran);
      expect(ran.stderr.length).toBe(65_536);
      expect(ran.evidence.stderrBytes).toBe(10_000_000);
    },
  },
  {
    name: 'flood of both',
    language: 'c',
    code: c('char b[65536]; memset(b, 120, sizeof b); for (;;) { write(1, b, sizeof b); write(2, b, sizeof b); }'),
    expect: stopped('output'),
  },
  {
    name: 'one endless line of NULs',
    language: 'c',
    code: c('char b[65536]; memset(b, 0, sizeof b); for (;;) write(1, b, sizeof b);'),
    expect: (ran) => {
      stopped('output')(ran);
      expect(ran.stdout.every((byte) => byte === 0)).toBe(true);
      expect(ran.stdout).toHaveLength(MIB);
    },
  },
  {
    name: 'invalid UTF-8 comes back byte for byte',
    language: 'c',
    code: c('write(1, "\\xff\\xfe\\xc0\\x80\\xed\\xa0\\x80", 7); return 0;'),
    expect: (ran) => expect(ran.stdout.toString('hex')).toBe('fffec080eda080'),
  },
  {
    name: 'a million tiny writes',
    language: 'c',
    code: c('for (int i = 0; i < 1000000; i++) write(1, "x", 1); return 0;'),
    options: { limits: { cpuMs: 4000, wallMs: 8000 } },
    expect: (ran) => {
      clean(ran);
      expect(ran.stdout).toHaveLength(1_000_000);
    },
  },
  { name: 'standard output closed', language: 'c', code: c('close(1); close(2); return 0;'), expect: says('') },
  {
    name: 'standard input never read',
    language: 'c',
    code: c('return 0;'),
    options: { stdin: Buffer.alloc(4 * MIB) },
    expect: clean,
  },
  {
    name: 'standard input closed early',
    language: 'c',
    code: c('char b; read(0, &b, 1); close(0); usleep(20000); return 0;'),
    options: { stdin: Buffer.alloc(4 * MIB) },
    expect: clean,
  },
  {
    name: 'the input cannot be changed',
    language: 'c',
    code: c('int fd = open("/proc/self/fd/0", O_RDWR); printf("%d %zd", fd, write(0, "x", 1)); return 0;'),
    options: { stdin: 'abc' },
    expect: says('-1 -1'),
  },
  { name: 'no output, no final newline', language: 'c', code: c('return 0;'), expect: says('') },
  {
    name: 'descriptors above 2',
    language: 'c',
    code: c('int n = 0; for (int i = 3; i < 256; i++) n += fcntl(i, F_GETFD) >= 0; printf("%d", n); return 0;'),
    expect: says('0'),
  },
  {
    name: 'standard streams opened by name',
    language: 'c',
    code: c(
      'char b[9] = ""; int i = open("/dev/stdin", O_RDONLY), o = open("/dev/stdout", O_WRONLY); read(i, b, 8); write(o, b, 3); return i < 0 || o < 0;',
    ),
    options: { stdin: 'abc' },
    expect: says('abc'),
  },

  // Secrets
  {
    name: 'reading /etc/shadow',
    language: 'python3',
    code: 'open("/etc/shadow").read()',
    expect: ({ evidence, stderr }) => {
      expect(evidence).toMatchObject({ exit: { kind: 'exited', code: 1 } });
      expect(stderr).toMatch(/No such file|Permission denied/);
    },
  },
  {
    name: 'a clean environment',
    language: 'c',
    code: c('extern char **environ; for (char **e = environ; *e; e++) puts(*e); return 0;'),
    expect: says('PATH=/usr/bin:/bin\nHOME=/tmp\nLANG=C.UTF-8\nLC_ALL=C.UTF-8\n'),
  },
  {
    name: 'the runner cannot be looked into',
    language: 'python3',
    code: 'import os\nfor what in ("environ", "mem", "maps", "fd/0", "cwd", "exe", "root/box"):\n  for read in (os.readlink, lambda p: open(p, "rb").read(1)):\n    try:\n      read("/proc/1/" + what)\n      print("leaked", what)\n    except OSError:\n      pass',
    expect: says(''),
  },
  {
    name: 'the cgroup and home directories are out of reach',
    language: 'python3',
    code: 'import os\nfor d in ("/cg", "/root", "/home", "/var", "/work", "/etc/docket"):\n  try:\n    if os.listdir(d): print(d, os.listdir(d)) if d in ("/cg", "/root", "/work", "/etc/docket") else None\n  except OSError: pass',
    expect: says(''),
  },
  {
    name: 'nothing but /tmp and /dev/shm can be written',
    language: 'python3',
    code: 'import os\nfor d in ("/", "/box", "/usr", "/etc", "/dev", "/proc", "/opt", "/cg"):\n  try:\n    open(d + "/planted", "w"); print("wrote", d)\n  except OSError: pass\nopen("/tmp/x", "w"); open("/dev/shm/x", "w")',
    expect: says(''),
  },
  {
    name: 'its own program cannot be replaced',
    language: 'c',
    code: c(
      'printf("%d %d %d", unlink("/box/program"), open("/box/program", O_WRONLY), chmod("/box/program", 0777)); return 0;',
    ),
    expect: says('-1 -1 -1'),
  },

  // The kernel
  {
    name: 'connecting to an address',
    language: 'c',
    code: c(
      'struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(53)}; a.sin_addr.s_addr = htonl(0x01010101); int s = socket(AF_INET, SOCK_STREAM, 0); connect(s, (void *)&a, sizeof a); puts(strerrorname_np(errno)); return 0;',
      '#include <netinet/in.h>',
    ),
    expect: says('ENETUNREACH\n'),
  },
  {
    name: 'no packet, netlink or vsock sockets',
    language: 'c',
    code: c(
      'int f[] = {AF_PACKET, AF_NETLINK, 40, 38}; for (int i = 0; i < 4; i++) printf("%d", socket(f[i], SOCK_RAW, 0) < 0); return 0;',
    ),
    expect: says('1111'),
  },
  {
    name: 'ptrace is named in the verdict',
    language: 'c',
    code: c('syscall(SYS_ptrace, 0, 0, 0, 0);'),
    expect: signaled('SIGSYS'),
  },
  {
    name: 'mount is named in the verdict',
    language: 'c',
    code: c('syscall(SYS_mount, "none", "/tmp", "tmpfs", 0, 0);'),
    expect: signaled('SIGSYS'),
  },
  {
    name: 'bpf is named in the verdict',
    language: 'c',
    code: c('syscall(SYS_bpf, 0, 0, 0);'),
    expect: signaled('SIGSYS'),
  },
  {
    name: 'a new user namespace by unshare',
    language: 'c',
    code: errnoOf('syscall(SYS_unshare, 0x10000000)'),
    expect: says('EPERM'),
  },
  {
    name: 'a new user namespace by clone',
    language: 'c',
    code: errnoOf('syscall(SYS_clone, 0x10000000 | 17, 0, 0, 0, 0)'),
    expect: says('EPERM'),
  },
  {
    name: 'keyrings',
    language: 'c',
    code: errnoOf('syscall(SYS_add_key, "user", "k", "v", 1, -3)'),
    expect: says('ENOSYS'),
  },
  { name: 'io_uring', language: 'c', code: errnoOf('syscall(SYS_io_uring_setup, 1, 0)'), expect: says('ENOSYS') },
  {
    name: 'SysV shared memory',
    language: 'c',
    code: errnoOf('syscall(SYS_shmget, 1, 4096, 01666)'),
    expect: says('ENOSYS'),
  },
  {
    name: 'POSIX message queues',
    language: 'c',
    code: errnoOf('syscall(SYS_mq_open, "q", O_CREAT | O_RDWR, 0600, 0)'),
    expect: says('ENOSYS'),
  },
  {
    name: 'becoming root',
    language: 'c',
    code: c('printf("%d %d %d", setuid(0), setgid(0), geteuid() == 0); return 0;'),
    expect: says('-1 -1 0'),
  },
  {
    name: 'a device node',
    language: 'c',
    code: c('printf("%d", mknod("/tmp/d", S_IFBLK | 0666, 0xfe00)); return 0;'),
    expect: says('-1'),
  },
  {
    name: 'a core dump',
    language: 'python3',
    code: 'import os, resource\nprint(resource.getrlimit(resource.RLIMIT_CORE) == (0, 0), flush=True)\nos.abort()',
    expect: (ran) => {
      signaled('SIGABRT')(ran);
      expect(ran.stdout.toString()).toBe('True\n');
    },
  },
  {
    name: 'a file over the size limit',
    language: 'c',
    code: c('int fd = open("/tmp/f", O_CREAT | O_WRONLY, 0600); ftruncate(fd, 1l << 40); pause();'),
    expect: signaled('SIGXFSZ'),
  },
];

onEachBackend('traps', 1, (bench) => {
  test.each(TRAPS)('$name', async (trap) => {
    const artifact = await bench.build(trap.language, trap.code);
    const [ran] = await bench.runAll(artifact, [trap.options ?? {}]);
    if (!ran) throw new Error('no result');
    trap.expect(ran);
    await bench.expectNormal();
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
      { limits: { memoryBytes: 512 * MIB, wallMs: 5000 } },
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
