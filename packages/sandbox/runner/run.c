/* One run: start the program, watch its limits, end everything it started, report. */
#define _GNU_SOURCE
#include "runner.h"
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define RUN_WRITES 1   /* the working directory is writable: a compiler */
#define RUN_DRAIN 2    /* output over the limit is dropped, not punished */
#define RUN_UNMETERED 4 /* a warm-up: what it reads into the page cache must not be charged to the runs */

#define RUN_FEEDBACK 8 /* a check: its environment's FEEDBACK_DIR is a folder below the working directory that it may write to */
#define RUN_LIVE 16    /* standard input comes in frames while the program runs, and its output leaves at once */
#define RUN_KEPT 32    /* standard input is one that is kept */
#define RUN_CHANNEL 64 /* what counts comes from descriptor 3; standard output is kept like the errors */
#define RUN_MERGED 128 /* standard error goes where standard output goes */

#define STRINGS_BYTES (64 * 1024)
#define MAX_STRINGS 256
#define STDERR_KEEP (64 * 1024)
#define PRINTS_KEEP (64 * 1024)
#define CHANNEL_FD 3
#define OUT_CHUNK (64 * 1024)
#define PIPE_BYTES (256 * 1024)
#define BUSY_READ (16 * 1024)
#define MAX_TICK_MS 10
#define OPEN_FILES 256

struct request {
    uint8_t flags, kept; /* kept: the number of the input, with RUN_KEPT */
    uint16_t argc, envc, strings;
    uint32_t processes, stderr_keep;
    uint64_t cpu_ns, wall_ns, memory, output, file_size;
};
_Static_assert(sizeof(struct request) == 56, "the host writes it byte by byte");

struct result {
    uint8_t kind, code, limit, wiping; /* wiping: a frame is to follow when the run's files are gone */
    uint32_t error, oom_kills, leftover;
    /* When it ended, on the clock that all boxes of a machine share; how long it waited for a core, where its wall time ran out. */
    uint64_t cpu_ns, wall_ns, memory, stdout_bytes, stderr_bytes, ended_ns, delay_ns;
};
_Static_assert(sizeof(struct result) == 72, "the host reads it byte by byte");

/* NOT_STARTED: the kernel refused the file. NOT_PREPARED: we failed before it was asked. */
enum { ENDED_EXIT, ENDED_SIGNAL, NOT_STARTED, NOT_PREPARED };

static char strings[STRINGS_BYTES];
static char *argv[MAX_STRINGS], *envp[MAX_STRINGS];
static unsigned char out_buffer[5 + OUT_CHUNK], err_buffer[STDERR_KEEP], prints_buffer[PRINTS_KEEP];
static size_t out_held, out_sent; /* bytes held behind the frame head; how much of the frame was sent, 0: still filling */
/* With RUN_CHANNEL: our end of the program's standard output, how much of it is held and how much there was. */
static int prints_fd = -1;
static size_t prints_held;
static uint64_t prints_bytes;
/* Shared with the child: why it did not become the program, and whether it was about to. */
static struct {
    int error, execs;
} *child;
int last_run_succeeded, unclean;

static int child_memory(void) {
    if (!child) child = mmap(NULL, sizeof *child, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return child == MAP_FAILED ? -1 : 0;
}

static void read_strings(const struct request *r) {
    in_read(strings, r->strings);
    if (r->strings == 0 || strings[r->strings - 1]) fault("strings not terminated");
    char *at = strings;
    for (int i = 0; i < r->argc + r->envc; i++) {
        if (at >= strings + r->strings) fault("fewer strings than told");
        if (i < r->argc) argv[i] = at;
        else envp[i - r->argc] = at;
        at += strlen(at) + 1;
    }
    argv[r->argc] = envp[r->envc] = NULL;
}

static void child_fail(void) {
    child->error = errno ? errno : EIO;
    _exit(127);
}

static void limit_to(int which, uint64_t value) {
    struct rlimit l = {.rlim_cur = value, .rlim_max = value};
    if (setrlimit(which, &l)) child_fail();
}

/* The folder is the program's own, and stays for the next pass of the same check; what asked for this pass does not. */
static void make_feedback(void) {
    static const char name[] = "FEEDBACK_DIR=";
    for (char **e = envp; *e; e++) {
        if (strncmp(*e, name, sizeof name - 1)) continue;
        if (mkdir(*e + sizeof name - 1, 0755) && errno != EEXIST) child_fail();
        int dir = open(*e + sizeof name - 1, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (dir < 0) child_fail();
        unlinkat(dir, "nextpass.in", 0);
        close(dir);
    }
}

static void become_program(const struct request *r, int in, int out, int err, int channel) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL); /* handlers fall back to their defaults by themselves, the mask does not */
    setsid();
    if (!(r->flags & RUN_UNMETERED) && group_join()) child_fail();
    /* On v2 the program's group lies outside of the box's own and its cpuset, and entering another cpuset opens all of its cores.
     * Where the filter is inherited (v1) this call is denied, and no cpuset was left. */
    if (!seccomp_inherited && cores_keep()) child_fail();

    limit_to(RLIMIT_CORE, 0);
    limit_to(RLIMIT_NOFILE, OPEN_FILES);
    /* Memory bounds it. Any figure here would also be the size of each thread's stack; without one that is the C library's own, 2 MiB. */
    limit_to(RLIMIT_STACK, RLIM_INFINITY);
    limit_to(RLIMIT_FSIZE, r->file_size);
    limit_to(RLIMIT_MEMLOCK, 64 * 1024);
    limit_to(RLIMIT_MSGQUEUE, 0);
    /* Only a second line behind our own watch: soft SIGXCPU, hard SIGKILL one second later. */
    uint64_t seconds = (r->cpu_ns + 999999999ull) / 1000000000ull + 1;
    struct rlimit cpu = {.rlim_cur = seconds, .rlim_max = seconds + 1};
    if (setrlimit(RLIMIT_CPU, &cpu)) child_fail();
    /* Counted per uid over the whole machine, so only where no cgroup counts this box alone. */
    if (!group_limits_processes() || (r->flags & RUN_UNMETERED)) limit_to(RLIMIT_NPROC, r->processes);

    if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0) child_fail();
    unsigned first = 3;
    /* The same number twice would leave the descriptor to be closed by execve. */
    if (channel >= 0) {
        if ((channel == CHANNEL_FD ? fcntl(channel, F_SETFD, 0) : dup2(channel, CHANNEL_FD)) < 0) child_fail();
        first = CHANNEL_FD + 1;
    }
    if (syscall(SYS_close_range, first, ~0u, 0u))
        for (int fd = (int)first; fd < 1024; fd++) close(fd);
    umask(022);
    if (chdir(BOX_DIR)) child_fail();
    if (options.uid && (setgroups(0, NULL) || setresgid(options.uid, options.uid, options.uid) || setresuid(options.uid, options.uid, options.uid))) child_fail();
    if (r->flags & RUN_FEEDBACK) make_feedback();
    if (!seccomp_inherited && seccomp_apply()) child_fail();
    child->execs = 1;
    execve(argv[0], argv, envp);
    child_fail();
}

static void reap_rusage(const struct rusage *u, uint64_t *cpu_ns, uint64_t *rss) {
    *cpu_ns += (uint64_t)(u->ru_utime.tv_sec + u->ru_stime.tv_sec) * 1000000000ull + (uint64_t)(u->ru_utime.tv_usec + u->ru_stime.tv_usec) * 1000ull;
    if (rss && (uint64_t)u->ru_maxrss * 1024 > *rss) *rss = (uint64_t)u->ru_maxrss * 1024;
}

static uint64_t orphans_rss;

/* Ends every process of the box but us. How many were still alive; adds the CPU of all that were reaped. */
int kill_everything(uint64_t *cpu_ns) {
    struct rusage u;
    int alive = 0;
    while (wait4(-1, NULL, WNOHANG, &u) > 0) reap_rusage(&u, cpu_ns, &orphans_rss);
    /* As PID 1 this reaches all of them at once; a fork in progress fails on the pending signal, so none slips through. */
    kill(-1, SIGKILL);
    for (;;) {
        pid_t pid = wait4(-1, NULL, 0, &u);
        if (pid > 0) {
            reap_rusage(&u, cpu_ns, &orphans_rss);
            alive++;
        } else if (errno == ECHILD) {
            return alive;
        } else {
            kill(-1, SIGKILL);
        }
    }
}

/* Output is gathered into one frame of up to 64 KiB. -1: the frame is full and the host does not take it yet. */
static int out_flush(void) {
    if (out_held == 0) return 0;
    frame_head(out_buffer, OUT_STDOUT, (uint32_t)out_held);
    size_t whole = 5 + out_held;
    while (out_sent < whole) {
        int n = out_try(out_buffer + out_sent, whole - out_sent);
        if (n == 0) return -1;
        out_sent += (size_t)n;
    }
    out_held = out_sent = 0;
    return 0;
}

/* The host must read before more can be taken: a frame is under way, or is full and not one byte of it was taken yet. */
static int out_waits(void) { return out_sent > 0 || out_held == OUT_CHUNK; }

/* Takes what is in the pipe now, `spends`: as far as the other side has room. Bytes taken; 0 at its end, when it is empty, or when somebody must read first. */
static size_t drain_stdout(int fd, uint64_t keep, uint64_t *total, int spends) {
    size_t taken = 0;
    for (;;) {
        if (out_sent || out_held == OUT_CHUNK)
            if (out_flush()) return taken;
        size_t want = OUT_CHUNK - out_held;
        if (spends && feed_credit() < want) want = (size_t)feed_credit();
        ssize_t n = want == 0 ? 0 : read(fd, out_buffer + 5 + out_held, want);
        if (n <= 0) return taken;
        if (spends) feed_spend((size_t)n);
        uint64_t room = keep > *total ? keep - *total : 0;
        out_held += (uint64_t)n < room ? (size_t)n : (size_t)room;
        *total += (uint64_t)n;
        taken += (size_t)n;
        if (taken >= 4 * OUT_CHUNK) return taken; /* back to the limits */
    }
}

static size_t drain_kept(int fd, unsigned char *into, size_t keep, size_t *held, uint64_t *total) {
    static char rest[16 * 1024];
    size_t taken = 0;
    for (;;) {
        int keeping = *held < keep;
        ssize_t n = keeping ? read(fd, into + *held, keep - *held) : read(fd, rest, sizeof rest);
        if (n <= 0) return taken;
        if (keeping) *held += (size_t)n;
        *total += (uint64_t)n;
        taken += (size_t)n;
        if (taken >= 4 * OUT_CHUNK) return taken;
    }
}

static size_t drain_stderr(int fd, size_t keep, size_t *held, uint64_t *total) { return drain_kept(fd, err_buffer, keep, held, total); }

/* What a program prints that has a channel beside it. */
static size_t drain_prints(void) { return prints_fd < 0 ? 0 : drain_kept(prints_fd, prints_buffer, PRINTS_KEEP, &prints_held, &prints_bytes); }

static int open_pipe(int ends[2]) {
    if (pipe2(ends, O_CLOEXEC)) return -1;
    if (fcntl(ends[0], F_SETFL, O_NONBLOCK)) return -1;
    fcntl(ends[0], F_SETPIPE_SZ, PIPE_BYTES);
    /* A program of another uid may open /dev/stdout by name. */
    return fchmod(ends[0], 0666);
}

static enum limit meter_hit(const struct request *r, int metered, uint64_t now, uint64_t *cpu, uint64_t *peak, uint64_t *next_look) {
    int looks = !metered || !group_keeps_peak();
    if (metered) {
        *cpu = group_cpu_ns();
        if (looks) group_look_at_memory();
    } else {
        /* What a child used vanishes with it where nobody waits for it, so the most ever seen counts. */
        uint64_t memory, used;
        sample_tree(&used, &memory);
        if (used > *cpu) *cpu = used;
        if (memory > *peak) *peak = memory;
        if (*peak > r->memory) return LIMIT_MEMORY;
    }
    if (*cpu > r->cpu_ns) return LIMIT_CPU;
    /* CPU cannot be used up faster than by all cores at once: no need to look earlier. */
    uint64_t earliest = (r->cpu_ns - *cpu) / (uint64_t)cores_count();
    if (earliest < MS) earliest = MS;
    if (looks && earliest > MAX_TICK_MS * MS) earliest = MAX_TICK_MS * MS;
    *next_look = now + earliest;
    return LIMIT_NONE;
}

/*
 * Who ends closes its files a little before its end can be told. The other side must not hear of the one without the other, or
 * it might end by what it read and be the first to have ended.
 */
static int is_exiting(pid_t pid) {
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0) close(fd);
    text[n > 0 ? n : 0] = 0;
    char *after_name = strrchr(text, ')');
    unsigned flags;
    return !after_name || sscanf(after_name + 1, " %*c %*d %*d %*d %*d %*d %u", &flags) != 1 || (flags & 4); /* PF_EXITING */
}

/*
 * Waits for the program's end or a limit. Output is looked at in ticks, not with each write: a program that writes a
 * million small pieces would otherwise pay for a million context switches. Ticks start at 1 ms and grow while it is silent.
 */
static enum limit watch(const struct request *r, pid_t pid, int out, int err, int metered, uint64_t started, struct result *result, size_t *err_held,
                        uint64_t *peak, int *status, struct rusage *usage) {
    uint64_t deadline = started + r->wall_ns, next_look = started + MS, next_tick = started + MS;
    int live = r->flags & RUN_LIVE, talks = live, listens = 1, heard = 1;
    unsigned tick_ms = 1;
    sigset_t none;
    sigemptyset(&none);
    for (;;) {
        if (wait4(pid, status, WNOHANG, usage) == pid) return LIMIT_NONE;
        uint64_t now = now_ns();
        if (now >= deadline) return LIMIT_WALL;
        if (now >= next_look) {
            enum limit hit = meter_hit(r, metered, now, &result->cpu_ns, peak, &next_look);
            if (hit) return hit;
        }
        int stuck = 0;
        if (live && feed_step()) return LIMIT_STOP;
        /* Of what else may have come, only the wish that it end is for now; what is behind another frame waits with it. */
        if (!live && listens && heard) {
            int stop = in_stop();
            if (stop > 0) return LIMIT_STOP;
            listens = stop == 0;
        }
        if (live || now >= next_tick) {
            size_t taken = drain_stdout(out, r->output, &result->stdout_bytes, live) + drain_stderr(err, r->stderr_keep, err_held, &result->stderr_bytes) + drain_prints();
            if (result->stdout_bytes + prints_bytes > r->output && !(r->flags & RUN_DRAIN)) return LIMIT_OUTPUT;
            stuck = live ? out_flush() != 0 : out_waits();
            if (live && !stuck) feed_tell();
            tick_ms = taken ? 1 : tick_ms * 2 > MAX_TICK_MS ? MAX_TICK_MS : tick_ms * 2;
            next_tick = taken >= BUSY_READ ? now : now + tick_ms * MS;
        }
        uint64_t until = next_look < deadline ? next_look : deadline;
        if (!stuck && next_tick < until) until = next_tick;
        now = now_ns();
        heard = 1;
        if (until <= now) continue;
        struct timespec wait = {.tv_sec = (time_t)((until - now) / 1000000000ull), .tv_nsec = (long)((until - now) % 1000000000ull)};
        /* SIGCHLD is blocked everywhere else, so it can only arrive here and never between the check and the wait. */
        struct pollfd fds[4] = {{.fd = 0, .events = listens ? POLLIN : 0},
                                {.fd = 1, .events = stuck ? POLLOUT : 0},
                                {.fd = live ? feed_fd() : -1, .events = POLLOUT},
                                {.fd = talks && !stuck && feed_credit() > 0 ? out : -1, .events = POLLIN}};
        if (ppoll(fds, 4, &wait, &none) > 0 && ((fds[0].revents | fds[1].revents) & (POLLHUP | POLLERR))) exit(0);
        heard = fds[0].revents & POLLIN;
        /* Its standard output is closed and empty. If it goes on nevertheless, who reads it is at the end. */
        if ((fds[3].revents & (POLLHUP | POLLIN)) == POLLHUP) {
            talks = 0;
            now = now_ns();
            if (!is_exiting(pid)) out_frame(OUT_ENDED, NULL, 0, &now, sizeof now);
        }
    }
}

void run_program(uint32_t size) {
    struct request r;
    struct result result = {0};
    if (size < sizeof r) fault("short run frame");
    in_read(&r, sizeof r);
    if (r.argc == 0 || r.argc >= MAX_STRINGS || r.envc >= MAX_STRINGS || size < sizeof r + r.strings) fault("bad run frame");
    if (r.stderr_keep > STDERR_KEEP) r.stderr_keep = STDERR_KEEP;
    read_strings(&r);
    errno = 0;
    if (unclean) fault("the box could not be emptied after the run before");

    int live = r.flags & RUN_LIVE;
    uint32_t stdin_bytes = size - (uint32_t)sizeof r - r.strings;
    int in = -1, out[2], err[2], prints[2] = {-1, -1};
    if (stdin_bytes && (r.flags & (RUN_LIVE | RUN_KEPT))) fault("two standard inputs");
    if (!live) in = r.flags & RUN_KEPT ? input_open_kept(r.kept) : input_read(stdin_bytes);
    else if (feed_open(&in)) fault("cannot open a standard input to be fed");
    if (in < 0 || open_pipe(out) || open_pipe(err) || child_memory()) fault("cannot prepare the standard streams");
    if ((r.flags & RUN_CHANNEL) && (live || open_pipe(prints))) fault("cannot prepare the channel");
    prints_fd = prints[0];
    prints_held = 0;
    prints_bytes = 0;
    files_let_program_write((r.flags & (RUN_WRITES | RUN_FEEDBACK)) != 0);
    int metered = group_metering() != METER_SAMPLED && !(r.flags & RUN_UNMETERED);
    if (metered && group_prepare(r.memory, r.processes)) fault("cannot set the limits of the cgroup");

    uint64_t reaped_cpu = 0, peak = 0;
    size_t err_held = 0;
    int status = 0;
    struct rusage usage = {0};
    child->error = child->execs = 0;
    orphans_rss = 0;
    uint64_t started = now_ns();
    /* vfork: copying our page tables would cost 50 us. The child only makes system calls until it is the program. */
    pid_t pid = metered && group_can_clone() ? group_clone() : vfork();
    if (pid < 0) fault("cannot fork");
    /* With a channel it gets what would be the output, and the output goes where it is kept. */
    int printed = prints[1] < 0 ? out[1] : prints[1];
    if (pid == 0) become_program(&r, in, printed, r.flags & RUN_MERGED ? printed : err[1], prints[1] < 0 ? -1 : out[1]);
    close(in);
    close(out[1]);
    close(err[1]);
    if (prints[1] >= 0) close(prints[1]);

    enum limit hit = watch(&r, pid, out[0], err[0], metered, started, &result, &err_held, &peak, &status, &usage);
    if (hit) {
        if (hit == LIMIT_WALL) result.delay_ns = sample_delay();
        kill(-1, SIGKILL);
        while (wait4(pid, &status, 0, &usage) < 0 && errno == EINTR) {}
    }
    result.ended_ns = now_ns();
    result.wall_ns = result.ended_ns - started;
    if (live) feed_end();
    reap_rusage(&usage, &reaped_cpu, &orphans_rss);
    int others = kill_everything(&reaped_cpu);
    result.leftover = hit ? 0 : (uint32_t)others;

    if (metered) {
        result.cpu_ns = group_cpu_ns();
        result.memory = group_memory_peak();
        if (!group_keeps_peak() && orphans_rss > result.memory) result.memory = orphans_rss;
        result.oom_kills = group_oom_kills();
    } else {
        if (reaped_cpu > result.cpu_ns) result.cpu_ns = reaped_cpu;
        result.memory = peak > orphans_rss ? peak : orphans_rss;
        if (result.memory > r.memory && !(r.flags & RUN_UNMETERED) && !hit) hit = LIMIT_MEMORY;
    }
    if (result.oom_kills) hit = LIMIT_MEMORY;
    if (!hit && result.cpu_ns > r.cpu_ns) hit = LIMIT_CPU;

    /* All writers are dead: what is in the pipes is all there is. */
    for (;;) {
        size_t taken = drain_stdout(out[0], r.output, &result.stdout_bytes, 0);
        if (out_waits()) {
            struct pollfd p = {.fd = 1, .events = POLLOUT};
            poll(&p, 1, -1);
        } else if (!taken) {
            break;
        }
    }
    while (drain_stderr(err[0], r.stderr_keep, &err_held, &result.stderr_bytes)) {}
    while (drain_prints()) {}
    close(out[0]);
    close(err[0]);
    if (prints_fd >= 0) close(prints_fd);
    if (!hit && result.stdout_bytes + prints_bytes > r.output && !(r.flags & RUN_DRAIN)) hit = LIMIT_OUTPUT;

    if (prints_fd >= 0) result.stdout_bytes = prints_bytes;
    result.limit = (uint8_t)hit;
    if (child->error) {
        result.kind = child->execs ? NOT_STARTED : NOT_PREPARED;
        result.error = (uint32_t)child->error;
    } else if (WIFSIGNALED(status)) {
        result.kind = ENDED_SIGNAL;
        result.code = (uint8_t)WTERMSIG(status);
    } else {
        result.code = (uint8_t)WEXITSTATUS(status);
    }
    last_run_succeeded = result.kind == ENDED_EXIT && result.code == 0 && !hit;
    result.wiping = (uint8_t)wipe_is_due();

    /* Output, errors and result leave in as few writes as possible: each one wakes the host. */
    static unsigned char tail[5 + STDERR_KEEP + 5 + PRINTS_KEEP + 5 + sizeof result];
    size_t n = 0;
    while (out_flush()) {
        struct pollfd p = {.fd = 1, .events = POLLOUT};
        poll(&p, 1, -1);
    }
    if (err_held) {
        frame_head(tail, OUT_STDERR, (uint32_t)err_held);
        memcpy(tail + 5, err_buffer, err_held);
        n = 5 + err_held;
    }
    if (prints_held) {
        frame_head(tail + n, OUT_PRINTS, (uint32_t)prints_held);
        memcpy(tail + n + 5, prints_buffer, prints_held);
        n += 5 + prints_held;
    }
    frame_head(tail + n, OUT_RESULT, sizeof result);
    memcpy(tail + n + 5, &result, sizeof result);
    out_all(tail, n + 5 + sizeof result);
    if (metered) group_finish();
    /* Nobody waits for this but the next run. */
    if (result.wiping) {
        uint8_t status = wipe_scratch() != 0;
        unclean = status;
        out_frame(OUT_WIPED, &status, 1, NULL, 0);
    }
}
