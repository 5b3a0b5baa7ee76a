import type { RunEvidence, RunLimits } from '@docket/contracts/judge/evidence';
import { MIB } from './backend.ts';
import type { Program, Sandbox } from './sandbox.ts';

/** One program for all of them, so that one compile does: the first byte of its input says what to try. */
const SOURCE = `#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void bomb(void) { for (;;) if (fork() == 0) setsid(); }
static void crowd(void) {
    int n = 0;
    for (pid_t p; n < 1000 && (p = fork()) >= 0; n++) if (p == 0) for (;;) pause();
    printf("%d", n);
}
static void hog(void) {
    for (int i = 0; i < 8; i++) if (fork() == 0) {
        volatile char *p = malloc(12 << 20);
        for (int at = 0; at < 12 << 20; at += 4096) p[at] = 1;
        usleep(200000);
        _exit(0);
    }
    while (wait(NULL) > 0) {}
}
static void spin(void) {
    for (int s = 1; s < 65; s++) signal(s, SIG_IGN);
    for (;;) {}
}
static void flood(void) {
    static char block[65536];
    while (write(1, block, sizeof block) > 0) {}
}
static void secrets(void) {
    static const char *const files[] = {"/etc/shadow", "/proc/1/environ", "/proc/1/mem", "/root", "/cg/memory", "/var/run/docker.sock", "/proc/kcore"};
    for (unsigned i = 0; i < sizeof files / sizeof *files; i++) {
        char byte;
        int fd = open(files[i], O_RDONLY);
        DIR *list = fd >= 0 ? fdopendir(fd) : NULL;
        int entries = 0;
        while (list && readdir(list)) entries++;
        if (entries > 2 || (fd >= 0 && !list && read(fd, &byte, 1) >= 0)) puts(files[i]);
    }
}
static void reach_out(void) {
    static const int families[] = {AF_PACKET, AF_NETLINK, AF_VSOCK};
    for (int i = 0; i < 3; i++) if (socket(families[i], SOCK_RAW, 0) >= 0) printf("family %d\\n", families[i]);
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(53)};
    inet_aton("192.0.2.1", &to.sin_addr);
    /* A datagram socket connects wherever there is a route; nothing is sent. */
    if (connect(socket(AF_INET, SOCK_DGRAM, 0), (void *)&to, sizeof to) == 0) puts("a route out");
}
static void strike_back(void) {
    kill(getppid(), SIGKILL);
    kill(getppid(), SIGSTOP);
    kill(1, SIGKILL);
    kill(1, SIGTERM);
    puts("done");
}
static void plant(void) {
    static const char *const folders[] = {"/", "/box", "/usr", "/usr/bin", "/etc", "/dev", "/opt", "/opt/docket", "/cg", "/proc", "/home", "/var"};
    char path[64];
    for (unsigned i = 0; i < sizeof folders / sizeof *folders; i++) {
        snprintf(path, sizeof path, "%s/planted", folders[i]);
        if (open(path, O_WRONLY | O_CREAT, 0600) >= 0) puts(path);
    }
    if (open("/box/program", O_WRONLY) >= 0) puts("/box/program");
}
static void stay(void) {
    FILE *f = fopen("/tmp/left", "w");
    if (f) fclose(f);
    if (fork() == 0) { setsid(); for (int s = 1; s < 65; s++) signal(s, SIG_IGN); for (;;) pause(); }
}
static void look_around(void) {
    DIR *list = opendir("/proc");
    int others = 0;
    for (struct dirent *e; list && (e = readdir(list));) others += atoi(e->d_name) > 1 && atoi(e->d_name) != getpid();
    printf("%d %d", others, access("/tmp/left", F_OK) == 0);
}

int main(void) {
    switch (getchar()) {
    case 'b': bomb(); break;
    case 'c': crowd(); break;
    case 'm': hog(); break;
    case 's': spin(); break;
    case 'f': flood(); break;
    case 'r': secrets(); break;
    case 'n': reach_out(); break;
    case 'k': strike_back(); break;
    case 'w': plant(); break;
    case 't': syscall(SYS_ptrace, 0, 0, 0, 0); break;
    case 'd': stay(); break;
    case 'l': look_around(); break;
    }
    return 0;
}
`;

/** What those may compute that are to come to their own end: two dozen processes or 48 MiB cost a slow machine more than a tenth of a second. */
const LIMITS: RunLimits = { cpuMs: 1000, wallMs: 1500, memoryBytes: 48 * MIB, outputBytes: 256 * 1024, processes: 24 };
/** And those that never would. */
const SPIN_MS = 60;

type Outcome = { readonly evidence: RunEvidence; readonly said: string; readonly bytes: number };
type Canary = {
  readonly name: string;
  readonly input: string;
  readonly limits?: Partial<RunLimits>;
  readonly caught: (outcome: Outcome) => boolean;
};

const ended = ({ evidence }: Outcome): boolean =>
  evidence.exit.kind === 'exited' && evidence.exit.code === 0 && evidence.limitHit === null;
/** It was ended by the clock while it waited for a core most of the time: whether its own limit holds it was not seen. */
const isStarved = ({ evidence }: Outcome): boolean =>
  evidence.limitHit === 'wall' && (evidence.delayMs ?? 0) > evidence.wallMs / 2;
/** On a machine where all workers start at once a canary waits for a core; after so many times it is left for later. */
const STARVED_TRIES = 4;
const saysNothing = (outcome: Outcome): boolean => ended(outcome) && outcome.said === '';
/** A worker without root has no second uid to give: `/box` belongs to the program as well (docs/sandbox.md, What is not protected). */
const hasRunnersUid = ({ evidence }: Outcome): boolean => evidence.isolation === 'bubblewrap';
const OWN_FILE = '/box/planted\n';

/** Hostile programs, and the evidence each must leave. Those that look at what others left come after them. */
const CANARIES: readonly Canary[] = [
  {
    name: 'fork bomb',
    input: 'b',
    limits: { cpuMs: SPIN_MS, wallMs: 400 },
    // Whichever limit is first: on a busy host so many processes live at a time that it is their memory.
    caught: ({ evidence }) => ['cpu', 'wall', 'memory'].includes(evidence.limitHit ?? '') && evidence.leftover === 0,
  },
  {
    name: 'too many processes',
    input: 'c',
    caught: (outcome) => ended(outcome) && Number(outcome.said) < LIMITS.processes + 8,
  },
  // Processes that together take more than the limit, none of them alone.
  {
    name: 'memory hog',
    input: 'm',
    limits: { wallMs: 3000 },
    caught: ({ evidence }) => evidence.limitHit === 'memory',
  },
  {
    name: 'spin',
    input: 's',
    limits: { cpuMs: SPIN_MS },
    caught: ({ evidence }) => evidence.limitHit === 'cpu' && evidence.cpuMs < 2 * SPIN_MS + 40,
  },
  {
    name: 'flood',
    input: 'f',
    caught: ({ evidence, bytes }) => evidence.limitHit === 'output' && bytes <= LIMITS.outputBytes,
  },
  { name: 'reading secrets', input: 'r', caught: saysNothing },
  { name: 'network', input: 'n', caught: saysNothing },
  { name: 'killing the runner', input: 'k', caught: (outcome) => ended(outcome) && outcome.said === 'done\n' },
  {
    name: 'writing outside',
    input: 'w',
    caught: (outcome) =>
      saysNothing(outcome) || (hasRunnersUid(outcome) && ended(outcome) && outcome.said === OWN_FILE),
  },
  {
    name: 'forbidden system call',
    input: 't',
    caught: ({ evidence: { exit } }) => exit.kind === 'signaled' && exit.signal === 'SIGSYS',
  },
  { name: 'staying behind', input: 'd', caught: (outcome) => ended(outcome) && outcome.evidence.leftover === 1 },
  { name: 'traces of the one before', input: 'l', caught: (outcome) => ended(outcome) && outcome.said === '0 0' },
];

export type CanaryReport = {
  /** When it was done, and how long it took in ms. */
  readonly at: Date;
  readonly ms: number;
  /** Canaries that were not caught, with what they left; none when all is well. */
  readonly slipped: readonly { readonly name: string; readonly evidence: RunEvidence; readonly said: string }[];
  /** The sandbox did not get as far as that: what it said. */
  readonly fault: string | null;
};

/**
 * Runs a set of small hostile programs in a run box and looks whether each is caught. Takes one slot for about a second
 * and never throws. A canary that slips is tried once more, alone: a loaded machine can spoil a measurement, never a wall. One that has no core to run on
 * has not slipped: it is tried a few times, and then the round is a fault, after which another follows soon.
 */
export async function runCanaries(sandbox: Sandbox): Promise<CanaryReport> {
  const started = performance.now();
  const slipped: CanaryReport['slipped'][number][] = [];
  let fault: string | null = null;
  try {
    const compiled = await sandbox.compile('c', [{ name: 'canary.c', content: SOURCE }]);
    if (compiled.kind === 'failed') throw new Error(`the canaries do not compile: ${compiled.log}`);
    const program = await sandbox.load(compiled.artifact);
    try {
      for (const canary of CANARIES) {
        let last = await fly(program, canary);
        for (let tries = 1; !canary.caught(last) && tries < (isStarved(last) ? STARVED_TRIES : 2); tries += 1)
          last = await fly(program, canary);
        if (canary.caught(last)) continue;
        if (isStarved(last)) fault ??= `the machine is too busy to try the canary "${canary.name}"`;
        else slipped.push({ name: canary.name, evidence: last.evidence, said: last.said.slice(0, 500) });
      }
    } finally {
      await program.close();
    }
  } catch (error) {
    fault = error instanceof Error ? error.message : String(error);
  }
  return { at: new Date(), ms: performance.now() - started, slipped, fault };
}

async function fly(program: Program, canary: Canary): Promise<Outcome> {
  const said: Buffer[] = [];
  let bytes = 0;
  const { evidence } = await program.run({
    stdin: Buffer.from(canary.input),
    limits: { ...LIMITS, ...canary.limits },
    onStdout: (chunk) => {
      bytes += chunk.length;
      if (bytes <= 4096) said.push(Buffer.from(chunk));
    },
  });
  return { evidence, said: Buffer.concat(said).toString(), bytes };
}
