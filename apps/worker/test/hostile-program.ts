/**
 * One C program for all hostile endings: each letter of its input is something that programs have done to be rid of their
 * judge. What it does not end by itself it ends well.
 */
export const HOSTILE = String.raw`#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static char *const none[] = {"x", NULL};
static void file(const char *name, const char *text, int mode) {
    int fd = open(name, O_CREAT | O_WRONLY, 0600);
    if (fd >= 0) { write(fd, text, strlen(text)); fchmod(fd, mode); close(fd); }
}
static void run_file(const char *text) { file("/tmp/x", text, 0755); execve("/tmp/x", none, none); }
static void flat(const char *top, int n, int with_file) {
    char name[128];
    for (int i = 0; i < n; i++) {
        snprintf(name, sizeof name, "%s/f%d", top, i);
        mkdir(name, 0700);
        if (with_file) { strcat(name, "/g"); file(name, "", 0600); }
    }
}
static void deep(const char *top, int n) { if (chdir(top) == 0) for (int i = 0; i < n && mkdir("d", 0700) == 0; i++) chdir("d"); }
static void tree(int depth) {
    if (depth == 0) return;
    for (int i = 0; i < 6; i++) {
        char name[8];
        snprintf(name, sizeof name, "t%d", i);
        if (mkdir(name, 0700) || chdir(name)) continue;
        tree(depth - 1);
        chdir("..");
        chmod(name, 0);
    }
}
static void *kill_from_thread(void *p) { syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), SIGKILL); return p; }
static void *exit_from_thread(void *p) { syscall(SYS_exit_group, 0); return p; }
static void *exec_from_thread(void *p) { execve("/proc/self/exe", none, none); return p; }
static void thread(void *(*what)(void *)) { pthread_t t; if (!pthread_create(&t, NULL, what, NULL)) pthread_join(t, NULL); }
static void limit(int which, rlim_t value) { struct rlimit l = {value, value}; setrlimit(which, &l); }
static int sink(int n) { volatile char room[65536]; room[n % 65536] = 1; return sink(n + 1) + room[7]; }
static void look(void) {
    static const char *const tops[] = {"/tmp", "/dev/shm"};
    for (int i = 0; i < 2; i++) {
        struct stat s;
        DIR *list = opendir(tops[i]);
        if (stat(tops[i], &s) || (s.st_mode & 07777) != 01777) printf("mode of %s\n", tops[i]);
        for (struct dirent *e; list && (e = readdir(list));) if (e->d_name[0] != '.' || strlen(e->d_name) > 2) { printf("%s in %s\n", e->d_name, tops[i]); break; }
    }
    DIR *list = opendir("/proc");
    for (struct dirent *e; (e = readdir(list));) if (atoi(e->d_name) > 1 && atoi(e->d_name) != getpid()) printf("process %s\n", e->d_name);
    puts("looked");
}
static void act(int letter, int n) {
    switch (letter) {
    case '?': look(); break;
    case 's': raise(n); break;
    case 'k': kill(getpid(), SIGKILL); break;
    case 'K': if (fork() == 0) { kill(getppid(), SIGKILL); _exit(0); } usleep(50000); break;
    case 'a': kill(-1, SIGKILL); break;
    case 'g': kill(0, SIGKILL); break;
    case 'p': kill(1, SIGKILL); kill(1, SIGSTOP); kill(getppid(), SIGTERM); break;
    case 'Z': raise(SIGSTOP); break;
    case 't': thread(kill_from_thread); break;
    case 'T': thread(exit_from_thread); break;
    case 'y': thread(exec_from_thread); break;
    case 'q': pthread_exit(NULL); break;
    case 'x': run_file("garbage"); break;
    case 'e': run_file(""); break;
    case 'i': run_file("#!/no/such/interpreter\n"); break;
    case 'I': run_file("#!/tmp/x\n"); break;
    case 'E': run_file("\177ELF\2\1\1"); break;
    case 'X': execve("/tmp", none, none); execve("/proc/1/exe", none, none); execve("/opt/docket/runner", none, none); break;
    case 'c': for (int fd = 0; fd < 256; fd++) close(fd); break;
    case 'C': shutdown(1, SHUT_RDWR); close(1); close(2); break;
    case 'o': for (int i = 0; i < n; i++) if (fork() == 0) { setsid(); if (fork() == 0) pause(); _exit(0); } break;
    case 'w': if (fork() == 0) { for (int s = 1; s < 65; s++) signal(s, SIG_IGN); for (;;) write(2, "w", 1); } break;
    case 'v': for (int i = 0; i < n; i++) if (vfork() == 0) _exit(i); break;
    case 'f': flat("/tmp", n * 60, 0); break;
    case 'F': flat("/tmp", n * 40, 1); break;
    case 'h': flat("/dev/shm", n * 60, 0); break;
    case 'd': deep("/tmp", n * 100); break;
    case 'D': deep("/dev/shm", n * 60); break;
    case 'j': if (chdir("/tmp") == 0) tree(4); break;
    case 'l': symlink("/", "/tmp/root"); symlink("loop", "/tmp/loop"); mkfifo("/tmp/fifo", 0); { struct sockaddr_un u = {AF_UNIX, "/tmp/sock"}; bind(socket(AF_UNIX, SOCK_STREAM, 0), (void *)&u, sizeof u); } break;
    case 'm': chmod("/tmp", 0); chmod("/dev/shm", 0); chmod("/box", 0); chmod("/box/program", 0); break;
    case 'S': prctl(PR_SET_SECCOMP, 1); syscall(SYS_getpid); break;
    case 'u': syscall(n % 2 ? SYS_mount : SYS_ptrace, 0, 0, 0, 0, 0); break;
    case 'r': limit(RLIMIT_CPU, 0); for (;;) {} break;
    case 'R': limit(RLIMIT_FSIZE, 0); file("/tmp/y", "y", 0600); break;
    case 'N': limit(RLIMIT_NOFILE, 0); limit(RLIMIT_NPROC, 0); limit(RLIMIT_STACK, 0); limit(RLIMIT_AS, 4096); break;
    case 'P': prctl(PR_SET_PDEATHSIG, SIGKILL); prctl(PR_SET_DUMPABLE, 0); break;
    case 'A': { struct itimerval v = {{0, 1000}, {0, 1000}}; setitimer(ITIMER_REAL, &v, NULL); setitimer(ITIMER_PROF, &v, NULL); } break;
    case 'n': nice(19); { struct sched_param none = {0}; sched_setscheduler(0, SCHED_IDLE, &none); } break;
    case 'M': for (;;) { char *m = malloc(1 << 20); if (!m) abort(); memset(m, 1, 1 << 20); } break;
    case 'O': { static char b[65536]; while (write(1, b, sizeof b) >= 0) {} break; }
    case 'z': sink(n); break;
    case 'b': for (int i = 0; i < n; i++) if (fork() < 0) break; break;
    case 'B': { static char big[200000]; memset(big, 'b', sizeof big - 1); char *const args[] = {big, big, NULL}; execve("/proc/self/exe", args, none); } break;
    case 'V': execve("/proc/self/exe", (char *const[]){NULL}, (char *const[]){NULL}); break;
    case 'U': unlink("/box/program"); file("/box/program", "garbage", 0755); break;
    default: break;
    }
}
int main(int argc, char **argv) {
    char script[256] = "";
    if (argc != 1 || argv[0][0] != '/') return 3; /* executed by itself */
    ssize_t n = read(0, script, sizeof script - 1);
    for (char *at = script; n > 0 && *at;) {
        int letter = *at++;
        act(letter, (int)strtol(at, &at, 10));
    }
    return 0;
}
`;

/** Each letter that the program knows and `?`, which is for looking at what others left. */
export const ACTIONS = [...'skKagpZtTyqxeiIEXcCowvfFhdDjlmSurRNPAnMOzbBVU'] as const;
