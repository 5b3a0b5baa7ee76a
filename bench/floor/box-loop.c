/*
 * The floor of a box: what the kernel asks for when one process has another start programs, as a judge must that keeps what it starts
 * in a namespace it is not in itself. The starter sets what every run sets (a session, nine limits, three streams, nothing else open, its
 * folder), and puts the streams up anew; each round is a message to it and one back. With FRESH set in the environment the program is handed over
 * each time, written to a file system in memory, and removed. No groups, no filter, no checks, no clocks but its own.
 *
 *   box-loop ROUNDS INPUT-FILE PROGRAM [ARG ...]
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char buffer[1 << 16];

static double now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static void die(const char *what) {
  perror(what);
  _exit(1);
}

static void all(int fd, void *bytes, size_t size, int writes) {
  for (size_t done = 0; done < size;) {
    ssize_t n = writes ? write(fd, (char *)bytes + done, size - done) : read(fd, (char *)bytes + done, size - done);
    if (n <= 0) die("box-loop: the other side is gone");
    done += (size_t)n;
  }
}

static void put(int host, const char *path, size_t size) {
  int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0755);
  if (fd < 0) die(path);
  while (size > 0) {
    size_t n = size < sizeof buffer ? size : sizeof buffer;
    all(host, buffer, n, 0);
    all(fd, buffer, n, 1);
    size -= n;
  }
  close(fd);
}

struct message {
  size_t program, input;
};

static void starter(int host, char **argv, const char *fresh) {
  static const int limits[] = {RLIMIT_CORE,    RLIMIT_NOFILE,   RLIMIT_STACK, RLIMIT_FSIZE, RLIMIT_MEMLOCK,
                               RLIMIT_MSGQUEUE, RLIMIT_CPU, RLIMIT_NPROC, RLIMIT_DATA};
  for (;;) {
    struct message m;
    if (read(host, &m, sizeof m) != sizeof m) _exit(0);
    if (m.program) put(host, fresh, m.program);
    int in = memfd_create("input", MFD_CLOEXEC), out[2], err[2], status;
    all(host, buffer, m.input, 0);
    if (in < 0 || pipe2(out, O_CLOEXEC) || pipe2(err, O_CLOEXEC)) die("box-loop: streams");
    all(in, buffer, m.input, 1);
    lseek(in, 0, SEEK_SET);
    pid_t child = vfork();
    if (child == 0) {
      setsid();
      for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct rlimit l;
        getrlimit(limits[i], &l);
        setrlimit(limits[i], &l);
      }
      dup2(in, 0);
      dup2(out[1], 1);
      dup2(err[1], 2);
      syscall(SYS_close_range, 3u, ~0u, 0u);
      if (chdir("/tmp")) _exit(126);
      execv(argv[0], argv);
      _exit(127);
    }
    close(in);
    close(out[1]);
    close(err[1]);
    ssize_t n = 0, held = 0;
    while ((n = read(out[0], buffer + held, sizeof buffer - (size_t)held)) > 0) held += n;
    close(out[0]);
    close(err[0]);
    if (child < 0 || waitpid(child, &status, 0) != child) die("box-loop: start");
    if (m.program) unlink(fresh);
    int answer[2] = {WIFEXITED(status) ? WEXITSTATUS(status) : 128, (int)held};
    all(host, answer, sizeof answer, 1);
    all(host, buffer, (size_t)held, 1);
  }
}

static char *load(const char *path, size_t *size) {
  struct stat s;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0 || fstat(fd, &s)) die(path);
  char *bytes = malloc((size_t)s.st_size + 1);
  all(fd, bytes, *size = (size_t)s.st_size, 0);
  close(fd);
  return bytes;
}

int main(int argc, char **argv) {
  if (argc < 4) {
    fprintf(stderr, "usage: box-loop ROUNDS INPUT-FILE PROGRAM [ARG ...]\n");
    return 2;
  }
  struct message m = {0, 0};
  char fresh[64], *program = NULL, *input = load(argv[2], &m.input);
  if (m.input > sizeof buffer) return fprintf(stderr, "box-loop: the input is larger than %zu bytes\n", sizeof buffer), 2;
  snprintf(fresh, sizeof fresh, "/dev/shm/box-loop-%d", (int)getpid());
  int last = argc - 1;
  if (getenv("FRESH")) program = load(argv[last], &m.program), argv[last] = fresh;
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends)) die("socketpair");
  pid_t pid = fork();
  if (pid < 0) die("fork");
  if (pid == 0) close(ends[0]), starter(ends[1], argv + 3, fresh);
  close(ends[1]);
  for (int round = atoi(argv[1]); round > 0; round--) {
    double start = now_us();
    int answer[2];
    all(ends[0], &m, sizeof m, 1);
    if (m.program) all(ends[0], program, m.program, 1);
    all(ends[0], input, m.input, 1);
    all(ends[0], answer, sizeof answer, 0);
    all(ends[0], buffer, (size_t)answer[1], 0);
    if (answer[0]) return fprintf(stderr, "box-loop: the program ended with status %d\n", answer[0]), 1;
    printf("%.1f\n", now_us() - start);
  }
  return 0;
}
