/* Start: give up what is not needed, tell the host what this box can do, then serve frames one after the other. */
#define _GNU_SOURCE
#include "runner.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#ifndef RUNNER_BUILD
#define RUNNER_BUILD "unknown"
#endif

struct options options = {.cpu = -1, .cgroup_fd = -1};

static void on_signal(int signal) { (void)signal; }

static void read_options(int argc, char **argv) {
    for (int i = 1; i + 1 < argc; i += 2) {
        if (!strcmp(argv[i], "--uid")) options.uid = (uid_t)atol(argv[i + 1]);
        else if (!strcmp(argv[i], "--cpu")) options.cpu = atoi(argv[i + 1]);
        else if (!strcmp(argv[i], "--cgroup")) options.cgroup = argv[i + 1];
        else if (!strcmp(argv[i], "--cgroup-fd")) options.cgroup_fd = atoi(argv[i + 1]);
    }
}

static void say_hello(void) {
    static const char *const names[] = {"sampled", "cgroup-v1", "cgroup-v2"};
    char text[512];
    int n = snprintf(text, sizeof text, "build=%s\npid=%d\nuid=%d\nruns-as=%d\nmetering=%s\ncgroup=%s\nprocesses=%s\n", RUNNER_BUILD, (int)getpid(), (int)getuid(),
                     (int)(options.uid ? options.uid : getuid()), names[group_metering()], group_describe(), group_limits_processes() ? "cgroup" : "rlimit");
    out_frame(OUT_HELLO, NULL, 0, text, (size_t)n);
}

static void reset(void) {
    uint64_t cpu = 0;
    int left = kill_everything(&cpu);
    uint8_t status = wipe_all() || left ? 1 : 0;
    unclean = status;
    out_frame(OUT_RESET, &status, 1, NULL, 0);
}

int main(int argc, char **argv) {
    if (argc > 2 && !strcmp(argv[1], "--sweep")) {
        sweep(argv[2], argc - 3, argv + 3);
        return 0;
    }
    if (argc > 2 && !strcmp(argv[1], "--delegated")) return group_is_delegated(argv[2]) ? 0 : 1;
    if (argc > 3 && !strcmp(argv[1], "--pass-down")) return group_pass_down(argv[2], argv[3]) ? 1 : 0;
    read_options(argc, argv);
    in_init();
    if (getpid() != 1) {
        errno = 0;
        fault("the runner must be PID 1 of its own namespace");
    }
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    /* A handler, not SIG_IGN, even where nothing is to be done: handlers do not survive into the program. */
    struct sigaction action = {.sa_handler = SIG_DFL};
    for (int s = 1; s < 65; s++) sigaction(s, &action, NULL);
    action.sa_handler = on_signal;
    sigaction(SIGCHLD, &action, NULL);
    sigaction(SIGPIPE, &action, NULL);
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    if (cores_choose(options.cpu)) fault("cannot keep to one core");
    files_init();
    group_init();
    /* Loading the filter takes 80 us, so the runner, which needs none of these calls from here on, takes it on once for all
     * its children. On v2 it needs clone3 to put them into their group, and they load it themselves. */
    if (group_metering() != METER_V2) {
        if (seccomp_apply()) fault("cannot install the system call filter");
        seccomp_inherited = 1;
    }
    say_hello();
    for (;;) {
        struct {
            uint32_t size;
            uint8_t type;
        } __attribute__((packed)) head;
        errno = 0;
        in_read(&head, sizeof head);
        switch (head.type) {
        case IN_PUT: file_put(head.size); break;
        case IN_RUN: run_program(head.size); break;
        case IN_COLLECT: file_collect(head.size); break;
        case IN_RESET: reset(); break;
        case IN_KEEP: input_keep(head.size); break;
        case IN_FORGET: input_forget(head.size); break;
        /* For a program that has ended meanwhile. */
        case IN_STDIN:
        case IN_CREDIT:
        case IN_STOP: in_skip(head.size); break;
        default: fault("unknown frame");
        }
    }
}
