/* What /proc tells of all processes of the box but the runner: CPU and memory where no cgroup is writable, and the wait for a core. */
#define _GNU_SOURCE
#include "runner.h"
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static long read_text(const char *path, char *into, size_t size) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return -1;
    ssize_t n = read(fd, into, size - 1);
    close(fd);
    if (n < 0) return -1;
    into[n] = 0;
    return n;
}

/* CPU of children a process has waited for, which its own clock does not hold: fields 16 and 17 of stat, in ticks. */
static uint64_t waited_children_ns(int pid) {
    char path[64], text[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    if (read_text(path, text, sizeof text) < 0) return 0;
    char *after_name = strrchr(text, ')');
    long cutime = 0, cstime = 0;
    if (!after_name || sscanf(after_name + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %ld %ld", &cutime, &cstime) != 2) return 0;
    return (uint64_t)(cutime + cstime) * (1000000000ull / (uint64_t)sysconf(_SC_CLK_TCK));
}

void sample_tree(uint64_t *cpu_ns, uint64_t *memory_bytes) {
    static long page;
    if (!page) page = sysconf(_SC_PAGESIZE);
    *cpu_ns = *memory_bytes = 0;
    DIR *proc = opendir("/proc");
    if (!proc) return;
    for (struct dirent *entry; (entry = readdir(proc));) {
        if (!isdigit((unsigned char)entry->d_name[0])) continue;
        int pid = atoi(entry->d_name);
        if (pid == getpid()) continue;
        clockid_t clock;
        struct timespec used;
        if (clock_getcpuclockid(pid, &clock) == 0 && clock_gettime(clock, &used) == 0) *cpu_ns += (uint64_t)used.tv_sec * 1000000000ull + (uint64_t)used.tv_nsec;
        *cpu_ns += waited_children_ns(pid);
        char path[64], text[256];
        long size, resident, shared;
        snprintf(path, sizeof path, "/proc/%d/statm", pid);
        if (read_text(path, text, sizeof text) > 0 && sscanf(text, "%ld %ld %ld", &size, &resident, &shared) == 3) *memory_bytes += (uint64_t)resident * (uint64_t)page;
    }
    closedir(proc);
}

static uint64_t delay_of_threads(const char *pid) {
    char path[300], text[128];
    uint64_t sum = 0;
    snprintf(path, sizeof path, "/proc/%.20s/task", pid);
    DIR *threads = opendir(path);
    for (struct dirent *t; threads && (t = readdir(threads));) {
        unsigned long long ran, waited;
        snprintf(path, sizeof path, "/proc/%.20s/task/%.20s/schedstat", pid, t->d_name);
        if (isdigit((unsigned char)t->d_name[0]) && read_text(path, text, sizeof text) > 0 && sscanf(text, "%llu %llu", &ran, &waited) == 2) sum += waited;
    }
    if (threads) closedir(threads);
    return sum;
}

/* How long the processes of the box have been ready to run without a core to run on; 0 where the kernel does not count it. */
uint64_t sample_delay(void) {
    uint64_t sum = 0;
    DIR *proc = opendir("/proc");
    for (struct dirent *entry; proc && (entry = readdir(proc));)
        if (isdigit((unsigned char)entry->d_name[0]) && atoi(entry->d_name) != getpid()) sum += delay_of_threads(entry->d_name);
    if (proc) closedir(proc);
    return sum;
}
