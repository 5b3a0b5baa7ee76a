/*
 * The cgroup of one run: limits memory and processes, measures CPU and memory of the whole group.
 *
 * v1: the group lives as long as the box and its meters are reset for each run. Files a run was the first to read stay
 * charged to its group. Emptying the group (memory.force_empty) would throw them out of the page cache, to be read from disk
 * and charged again by each following run; a new group in its place leaves them cached and charged to nobody who is measured.
 * The program joins by writing itself
 * to `tasks`: unlike `cgroup.procs` that takes no lock that waits for a grace period (5 to 15 ms in a quarter of the runs).
 * v2: a fresh group for each run, made while the host looks at the previous result, because memory.peak could not be
 * reset before Linux 6.12; the program is born in it.
 */
#define _GNU_SOURCE
#include "runner.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define RUN_GROUP "run"
/* Page cache a run left charged to the group; above this it is worth the cost of a new group. */
#define RESIDUE_BYTES (1u << 20)

static enum metering metering = METER_SAMPLED;
static char reason[160] = "none";
static int root = -1, memory_root = -1, run_group = -1;
static int memory_limit = -1, swap_limit = -1, memory_peak = -1, memory_usage = -1, memory_events = -1, cpu_usage = -1, pids_limit = -1;
static int tasks[3] = {-1, -1, -1};
static int clone_into = 1;
static uint64_t limit_now;
static uint32_t processes_now;
static uint64_t cpu_base, oom_base, peak_seen;

static long get(int fd, char *into, size_t size) {
    ssize_t n = fd < 0 ? -1 : pread(fd, into, size - 1, 0);
    into[n > 0 ? n : 0] = 0;
    return n;
}

static uint64_t get_number(int fd) {
    char text[64];
    return get(fd, text, sizeof text) > 0 ? strtoull(text, NULL, 10) : 0;
}

/* The number behind a word at the start of a line. */
static uint64_t get_field(int fd, const char *word) {
    char text[1024];
    if (get(fd, text, sizeof text) <= 0) return 0;
    size_t length = strlen(word);
    for (char *line = text; line; line = strchr(line, '\n')) {
        if (*line == '\n') line++;
        if (!strncmp(line, word, length) && line[length] == ' ') return strtoull(line + length, NULL, 10);
    }
    return 0;
}

static int put(int fd, const char *text) {
    return fd >= 0 && pwrite(fd, text, strlen(text), 0) >= 0 ? 0 : -1;
}

static int put_number(int fd, uint64_t value) {
    char text[32];
    snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    return put(fd, text);
}

static int open_at(int dir, const char *path, int flags) {
    return openat(dir, path, flags | O_CLOEXEC | O_NOFOLLOW);
}

static int is_cgroup(int dir, long magic) {
    struct statfs s;
    return dir >= 0 && fstatfs(dir, &s) == 0 && s.f_type == magic;
}

static int make_run_group(int dir) {
    if (mkdirat(dir, RUN_GROUP, 0755) && errno != EEXIST) return -1;
    return open_at(dir, RUN_GROUP, O_RDONLY | O_DIRECTORY);
}

static void close_all(int **fds, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (*fds[i] >= 0) close(*fds[i]);
        *fds[i] = -1;
    }
}

static void remove_run_group(int dir) {
    /* The last process may still be on its way out for a moment after it was reaped. */
    for (int i = 0; i < 200 && unlinkat(dir, RUN_GROUP, AT_REMOVEDIR) && errno == EBUSY; i++) usleep(500);
}

/* The files of the memory controller, which are opened anew with each new group. */
static int open_memory_v1(void) {
    int group = is_cgroup(memory_root, CGROUP_SUPER_MAGIC) ? make_run_group(memory_root) : -1;
    tasks[0] = open_at(group, "tasks", O_WRONLY);
    memory_limit = open_at(group, "memory.limit_in_bytes", O_WRONLY);
    swap_limit = open_at(group, "memory.memsw.limit_in_bytes", O_WRONLY);
    memory_peak = open_at(group, "memory.max_usage_in_bytes", O_RDWR);
    memory_usage = open_at(group, "memory.usage_in_bytes", O_RDONLY);
    memory_events = open_at(group, "memory.oom_control", O_RDONLY);
    if (group >= 0) close(group);
    limit_now = 0;
    return tasks[0] >= 0 && memory_limit >= 0 && memory_peak >= 0 && memory_usage >= 0 && memory_events >= 0 ? 0 : -1;
}

static int renew_memory_v1(void) {
    int *fds[] = {&tasks[0], &memory_limit, &swap_limit, &memory_peak, &memory_usage, &memory_events};
    close_all(fds, sizeof fds / sizeof *fds);
    remove_run_group(memory_root);
    return open_memory_v1();
}

static int init_v1(void) {
    memory_root = open_at(root, "memory", O_RDONLY | O_DIRECTORY);
    if (open_memory_v1()) return -1;
    static const char *const others[2] = {"cpuacct", "pids"};
    for (int i = 0; i < 2; i++) {
        int dir = open_at(root, others[i], O_RDONLY | O_DIRECTORY);
        int group = is_cgroup(dir, CGROUP_SUPER_MAGIC) ? make_run_group(dir) : -1;
        if (dir >= 0) close(dir);
        tasks[i + 1] = open_at(group, "tasks", O_WRONLY);
        if (i == 0) cpu_usage = open_at(group, "cpuacct.usage", O_RDONLY);
        else pids_limit = open_at(group, "pids.max", O_WRONLY);
        if (group >= 0) close(group);
    }
    return tasks[1] >= 0 && cpu_usage >= 0 ? 0 : -1;
}

static int fresh_v2(void) {
    int *fds[] = {&run_group, &memory_limit, &swap_limit, &memory_peak, &memory_usage, &memory_events, &cpu_usage, &pids_limit, &tasks[0]};
    close_all(fds, sizeof fds / sizeof *fds);
    remove_run_group(root);
    run_group = make_run_group(root);
    memory_limit = open_at(run_group, "memory.max", O_WRONLY);
    swap_limit = open_at(run_group, "memory.swap.max", O_WRONLY);
    memory_peak = open_at(run_group, "memory.peak", O_RDONLY);
    memory_usage = open_at(run_group, "memory.current", O_RDONLY);
    peak_seen = 0;
    memory_events = open_at(run_group, "memory.events", O_RDONLY);
    cpu_usage = open_at(run_group, "cpu.stat", O_RDONLY);
    pids_limit = open_at(run_group, "pids.max", O_WRONLY);
    tasks[0] = open_at(run_group, "cgroup.procs", O_WRONLY);
    int whole = open_at(run_group, "memory.oom.group", O_WRONLY);
    put(whole, "1");
    if (whole >= 0) close(whole);
    put(swap_limit, "0");
    limit_now = processes_now = 0;
    return memory_limit >= 0 && memory_usage >= 0 && memory_events >= 0 && cpu_usage >= 0 && tasks[0] >= 0 ? 0 : -1;
}

/*
 * Whether a child can be put into its group: that takes rights to the group's ancestors up to one that is ours as well, and
 * a filter (Docker's) may refuse the call that does it at birth.
 */
static int try_v2(void) {
    metering = METER_V2;
    pid_t pid = group_clone();
    if (pid == 0) _exit(group_join() ? errno : 0);
    int status;
    if (pid < 0 || waitpid(pid, &status, 0) != pid) return -1;
    errno = WIFEXITED(status) ? WEXITSTATUS(status) : ECHILD;
    return errno || fresh_v2() ? -1 : 0;
}

static int init_v2(void) {
    int control = open_at(root, "cgroup.subtree_control", O_WRONLY);
    put(control, "+memory");
    put(control, "+pids");
    if (control >= 0) close(control);
    return fresh_v2();
}

void group_init(void) {
    if (options.cgroup_fd >= 0) root = fcntl(options.cgroup_fd, F_DUPFD_CLOEXEC, 3);
    else if (options.cgroup) root = open(options.cgroup, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    else return;
    if (root < 0) {
        snprintf(reason, sizeof reason, "cannot open the cgroup: %s", strerror(errno));
        return;
    }
    if (options.cgroup_fd >= 0) close(options.cgroup_fd);
    if (is_cgroup(root, CGROUP2_SUPER_MAGIC)) {
        if (init_v2()) snprintf(reason, sizeof reason, "cgroup v2 without the memory controller, or not writable: %s", strerror(errno));
        else if (try_v2()) {
            metering = METER_SAMPLED;
            snprintf(reason, sizeof reason, "the kernel lets no program into the cgroup: %s", strerror(errno));
        }
    } else if (init_v1() == 0) {
        metering = METER_V1;
    } else {
        snprintf(reason, sizeof reason, "cgroup v1 memory or cpuacct not writable: %s", strerror(errno));
    }
}

const char *group_describe(void) { return metering == METER_SAMPLED ? reason : "ok"; }
enum metering group_metering(void) { return metering; }
int group_limits_processes(void) { return metering != METER_SAMPLED && pids_limit >= 0; }

static uint64_t cpu_total(void) {
    return metering == METER_V1 ? get_number(cpu_usage) : get_field(cpu_usage, "usage_usec") * 1000;
}

static uint64_t oom_total(void) { return get_field(memory_events, "oom_kill"); }

/* Sets the limits and zeroes the meters; -1 with errno when the kernel refuses. */
int group_prepare(uint64_t memory_bytes, uint32_t processes) {
    if (metering == METER_SAMPLED) return 0;
    if (metering == METER_V1) {
        if (get_number(memory_usage) > RESIDUE_BYTES) {
            if (renew_memory_v1()) return -1;
        } else {
            put(memory_peak, "0");
        }
    }
    if (memory_bytes != limit_now) {
        limit_now = 0;
        if (metering == METER_V1) {
            /* Memory may never exceed memory plus swap: which of the two can move first depends on the direction. */
            if (put_number(memory_limit, memory_bytes)) put_number(swap_limit, memory_bytes);
            if (put_number(memory_limit, memory_bytes)) return -1;
            put_number(swap_limit, memory_bytes);
        } else if (put_number(memory_limit, memory_bytes)) {
            return -1;
        }
        limit_now = memory_bytes;
    }
    if (processes != processes_now && pids_limit >= 0) {
        if (put_number(pids_limit, processes)) return -1;
        processes_now = processes;
    }
    cpu_base = cpu_total();
    oom_base = oom_total();
    return 0;
}

int group_can_clone(void) { return metering == METER_V2 && clone_into; }

/* v2: a fork that is born inside the group, where the engine's filter allows it; else the child joins by itself. */
pid_t group_clone(void) {
    struct clone_args args = {.flags = CLONE_INTO_CGROUP, .exit_signal = SIGCHLD, .cgroup = (uint64_t)run_group};
    pid_t pid = (pid_t)syscall(SYS_clone3, &args, sizeof args);
    if (pid >= 0 || errno == EAGAIN || errno == ENOMEM) return pid;
    clone_into = 0;
    return fork();
}

/* In the child: into the group. */
int group_join(void) {
    if (metering == METER_SAMPLED || (metering == METER_V2 && clone_into)) return 0;
    for (int i = 0; i < 3; i++)
        if (tasks[i] >= 0 && write(tasks[i], "0", 1) != 1) return -1;
    return 0;
}

uint64_t group_cpu_ns(void) { return cpu_total() - cpu_base; }
uint32_t group_oom_kills(void) { return (uint32_t)(oom_total() - oom_base); }

/* Linux before 5.19 has no memory.peak: the most that was seen in looks at what is used now. The limit is kept by the kernel all the same. */
int group_keeps_peak(void) { return memory_peak >= 0; }

void group_look_at_memory(void) {
    uint64_t now = get_number(memory_usage);
    if (now > peak_seen) peak_seen = now;
}

uint64_t group_memory_peak(void) {
    if (group_keeps_peak()) return get_number(memory_peak);
    return group_oom_kills() ? limit_now : peak_seen;
}

/* After the result is on its way. */
void group_finish(void) {
    if (metering == METER_V2 && fresh_v2()) fault("cannot make a fresh cgroup");
}
