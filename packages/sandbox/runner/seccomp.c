/*
 * System calls a judged program has no business with, the same list for every back end.
 * KILL for what no honest program tries (the verdict then names it), an error where runtimes probe and cope.
 */
#define _GNU_SOURCE
#include "runner.h"
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#else
#error "the system call list knows x86_64 and aarch64"
#endif

#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x80
#endif

#define KILL SECCOMP_RET_KILL_PROCESS
#define FAIL(e) (SECCOMP_RET_ERRNO | ((e) & SECCOMP_RET_DATA))
#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define RETURN(what) BPF_STMT(BPF_RET | BPF_K, (what))
#define DENY(name, what) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1), RETURN(what)

/* Low half of an argument; both architectures are little-endian. */
#define ARG(n) offsetof(struct seccomp_data, args[n])
#define NEW_NAMESPACES (CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP)

static struct sock_filter filter[] = {
    LOAD(arch),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0),
    RETURN(KILL),
    LOAD(nr),
#if defined(__x86_64__)
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1), /* the x32 table would walk past every number below */
    RETURN(KILL),
#endif
    /* clone3 hides its flags behind a pointer; libraries fall back to clone, whose flags can be read. */
    DENY(clone3, FAIL(ENOSYS)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 4),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ARG(0)),
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, NEW_NAMESPACES, 0, 1),
    RETURN(FAIL(EPERM)),
    RETURN(SECCOMP_RET_ALLOW),
    /* Local and internet sockets only (the box has no network): not vsock, netlink, packet, alg. */
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 6),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ARG(0)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 3, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_INET, 2, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_INET6, 1, 0),
    RETURN(FAIL(EAFNOSUPPORT)),
    RETURN(SECCOMP_RET_ALLOW),

    DENY(ptrace, KILL), DENY(process_vm_readv, KILL), DENY(process_vm_writev, KILL),
    DENY(mount, KILL), DENY(umount2, KILL), DENY(pivot_root, KILL), DENY(chroot, KILL), DENY(setns, KILL),
    DENY(fsopen, KILL), DENY(fsconfig, KILL), DENY(fsmount, KILL), DENY(fspick, KILL), DENY(open_tree, KILL), DENY(move_mount, KILL), DENY(mount_setattr, KILL),
    DENY(bpf, KILL), DENY(kexec_load, KILL), DENY(kexec_file_load, KILL), DENY(reboot, KILL),
    DENY(init_module, KILL), DENY(finit_module, KILL), DENY(delete_module, KILL),
    DENY(swapon, KILL), DENY(swapoff, KILL), DENY(acct, KILL), DENY(quotactl, KILL),
    DENY(settimeofday, KILL), DENY(clock_settime, KILL), DENY(adjtimex, KILL), DENY(clock_adjtime, KILL),
    DENY(sethostname, KILL), DENY(setdomainname, KILL), DENY(open_by_handle_at, KILL),
#if defined(__x86_64__)
    DENY(iopl, KILL), DENY(ioperm, KILL),
#endif

    DENY(unshare, FAIL(EPERM)), DENY(name_to_handle_at, FAIL(EPERM)), DENY(fanotify_init, FAIL(EPERM)), DENY(syslog, FAIL(EPERM)),
    DENY(perf_event_open, FAIL(EPERM)), DENY(userfaultfd, FAIL(EPERM)), DENY(kcmp, FAIL(EPERM)), DENY(pidfd_getfd, FAIL(EPERM)),
    DENY(process_madvise, FAIL(EPERM)), DENY(migrate_pages, FAIL(EPERM)), DENY(move_pages, FAIL(EPERM)), DENY(mbind, FAIL(EPERM)), DENY(set_mempolicy, FAIL(EPERM)),
    DENY(sched_setaffinity, FAIL(EPERM)), /* a slot owns one core */
    DENY(io_uring_setup, FAIL(ENOSYS)), DENY(io_uring_enter, FAIL(ENOSYS)), DENY(io_uring_register, FAIL(ENOSYS)),
    DENY(add_key, FAIL(ENOSYS)), DENY(request_key, FAIL(ENOSYS)), DENY(keyctl, FAIL(ENOSYS)),
    /* Memory and queues that would outlive the program. */
    DENY(shmget, FAIL(ENOSYS)), DENY(semget, FAIL(ENOSYS)), DENY(msgget, FAIL(ENOSYS)), DENY(mq_open, FAIL(ENOSYS)),
    RETURN(SECCOMP_RET_ALLOW),
};

int seccomp_inherited;

int seccomp_apply(void) {
    struct sock_fprog program = {.len = sizeof filter / sizeof filter[0], .filter = filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) return -1;
    /* SPEC_ALLOW: without it older kernels slow the program down, and its time would not be comparable to the bare one. */
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, &program);
}
