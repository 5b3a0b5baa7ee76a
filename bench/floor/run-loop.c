/*
 * The bare floor: starts a program again and again with fork and exec, feeds it a file, reads what it prints,
 * waits, and prints the microseconds each round took. No sandbox, no checks: what the kernel itself asks for.
 *
 *   run-loop ROUNDS INPUT-FILE PROGRAM [ARG ...]
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

int main(int argc, char **argv) {
  if (argc < 4) {
    fprintf(stderr, "usage: run-loop ROUNDS INPUT-FILE PROGRAM [ARG ...]\n");
    return 2;
  }
  static char buffer[1 << 16];
  for (int round = atoi(argv[1]); round > 0; round--) {
    double start = now_us();
    int out[2], input = open(argv[2], O_RDONLY | O_CLOEXEC);
    if (input < 0 || pipe2(out, O_CLOEXEC) < 0) return perror("run-loop"), 1;
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
      fprintf(stderr, "run-loop: %s ended with wait status %d\n", argv[3], status);
      return 1;
    }
    printf("%.1f\n", now_us() - start);
  }
  return 0;
}
