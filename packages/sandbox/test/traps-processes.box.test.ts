import { expect } from 'vitest';
import { MIB } from '../src/backend.ts';
import { c, clean, says, soon, stopped, declareTraps, type Trap } from './traps.ts';

const TRAPS: readonly Trap[] = [
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
    name: 'sleeping',
    language: 'c',
    code: c('sleep(1000); return 0;'),
    options: { limits: soon },
    expect: (ran) => {
      stopped('wall')(ran);
      expect(ran.evidence.cpuMs).toBeLessThan(100);
    },
  },
  {
    name: 'SIGSTOP of its children, which go on for ever',
    language: 'c',
    code: c(
      'for (int i = 0; i < 8; i++) { pid_t p = fork(); if (p == 0) for (;;) pause(); kill(p, SIGSTOP); } return 0;',
    ),
    expect: (ran) => {
      clean(ran);
      expect(ran.evidence.leftover).toBe(8);
    },
  },
  {
    name: 'zombies by the dozen, adopted by the runner',
    language: 'c',
    code: c(
      'for (int i = 0; i < 300; i++) { pid_t p = fork(); if (p < 0) { usleep(1000); i--; continue; } if (p == 0) { if (fork() == 0) _exit(0); _exit(0); } waitpid(p, NULL, 0); } return 0;',
    ),
    expect: ({ evidence }) => expect(['cpu', 'wall', null]).toContain(evidence.limitHit),
    options: { limits: { wallMs: 3000 } },
  },
  {
    name: 'threads that use a core each',
    language: 'c',
    code: c(
      'pthread_t t; for (int i = 0; i < 3; i++) pthread_create(&t, 0, spin, 0); spin(0); return 0;',
      '#include <pthread.h>\nvoid *spin(void *x) { for (;;) {} return x; }',
    ),
    options: { limits: { cpuMs: 300 } },
    expect: (ran) => {
      stopped('cpu')(ran);
      // Together, and on one core: no faster than the clock.
      expect(ran.evidence.wallMs).toBeGreaterThan(ran.evidence.cpuMs * 0.95);
    },
  },
  {
    name: 'more threads than allowed',
    language: 'c',
    code: c(
      'pthread_t t; int n = 0; while (n < 1000 && pthread_create(&t, 0, wait_on, 0) == 0) n++; printf("%d", n < 40); return 0;',
      '#include <pthread.h>\nvoid *wait_on(void *x) { for (;;) pause(); return x; }',
    ),
    expect: says('1'),
  },
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
];

declareTraps('traps: processes', TRAPS);
