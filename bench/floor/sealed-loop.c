/*
 * The bare floor for large inputs: a file becomes a sealed unnamed file (memfd), and a program is started again and again with
 * it as standard input, opened anew each time. Prints the microseconds of each round: open, fork, exec, read what it prints, wait.
 * No sandbox, no checks: what the kernel itself asks for.
 *
 *   sealed-loop ROUNDS INPUT-FILE PROGRAM [ARG ...]
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static int sealed(const char *path) {
  struct stat s;
  int from = open(path, O_RDONLY | O_CLOEXEC), fd = memfd_create("input", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (from < 0 || fd < 0 || fstat(from, &s)) return -1;
  for (off_t at = 0; at < s.st_size;)
    if (sendfile(fd, from, &at, (size_t)(s.st_size - at)) <= 0) return -1;
  close(from);
  return fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) ? -1 : fd;
}

int main(int argc, char **argv) {
  if (argc < 4) {
    fprintf(stderr, "usage: sealed-loop ROUNDS INPUT-FILE PROGRAM [ARG ...]\n");
    return 2;
  }
  static char buffer[1 << 16];
  char path[32];
  int kept = sealed(argv[2]);
  if (kept < 0) return perror("sealed-loop"), 1;
  snprintf(path, sizeof path, "/proc/self/fd/%d", kept);
  for (int round = atoi(argv[1]); round > 0; round--) {
    double start = now_us();
    int out[2], input = open(path, O_RDONLY | O_CLOEXEC);
    if (input < 0 || pipe2(out, O_CLOEXEC) < 0) return perror("sealed-loop"), 1;
    pid_t child = fork();
    if (child < 0) return perror("fork"), 1;
    if (child == 0) {
      dup2(input, 0);
      dup2(out[1], 1);
      execv(argv[3], argv + 3);
      _exit(127);
    }
    close(out[1]);
    close(input);
    while (read(out[0], buffer, sizeof buffer) > 0) {}
    close(out[0]);
    int status;
    waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
      fprintf(stderr, "sealed-loop: %s ended with wait status %d\n", argv[3], status);
      return 1;
    }
    printf("%.1f\n", now_us() - start);
  }
  return 0;
}
