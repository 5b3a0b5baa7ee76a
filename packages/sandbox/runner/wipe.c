/*
 * Emptying what programs may write to. The runner has no right to override permissions, so what the program's uid made is
 * removed by a child with that uid. Each folder is opened once and none is gone into: one that is not empty is moved up to
 * the top and has its turn there. So the cost is what making it cost, whatever the depth or the number, and one descriptor.
 * Who takes longer than WIPE_MS has filled the box with so much that a new box is cheaper: this one runs nothing more.
 */
#define _GNU_SOURCE
#include "runner.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define WIPE_MS 500

static int box_dir = -1, scratch[2] = {-1, -1};

void wipe_init(int box) {
    box_dir = box;
    scratch[0] = open_dir(AT_FDCWD, "/tmp");
    scratch[1] = open_dir(AT_FDCWD, "/dev/shm");
}

/* Where programs have the runner's uid they can change the mode of what belongs to it. */
int keep_mode(int dir, mode_t mode) {
    struct stat s;
    return fstat(dir, &s) || ((s.st_mode & 07777) != mode && fchmod(dir, mode)) ? -1 : 0;
}

/* Nothing but `.` and `..`, whose records take 24 bytes each: so little that it is looked up after every run. */
static int is_empty(int dir) {
    char records[256];
    if (dir < 0) return 1;
    return lseek(dir, 0, SEEK_SET) == 0 && syscall(SYS_getdents64, dir, records, sizeof records) == 2 * 24;
}

/* Out of its folder, so that this can be removed: to the top under a name that nothing has there. A folder moves only if it may be written to. */
static int move_up(int from, const char *name, int top, unsigned long *count) {
    if (fchmodat(from, name, 0700, 0)) return -1;
    for (;;) {
        char fresh[32];
        snprintf(fresh, sizeof fresh, "%lx", (*count)++);
        if (renameat2(from, name, top, fresh, RENAME_NOREPLACE) == 0) return 0;
        if (errno != EEXIST) return -1;
    }
}

/* Removes the files and empty folders of one that lies in `top` and moves the others up. 1: nothing is left in it. */
static int empty_folder(int top, const char *name, unsigned long *count, uint64_t deadline) {
    /* A link is removed and never opened; what another uid owns is the other pass's work. */
    struct stat s;
    if (fstatat(top, name, &s, AT_SYMLINK_NOFOLLOW) || !S_ISDIR(s.st_mode) || s.st_uid != geteuid()) return 0;
    if (fchmodat(top, name, 0700, 0)) return 0;
    int fd = open_dir(top, name);
    DIR *list = fd < 0 ? NULL : fdopendir(fd);
    int left = 0;
    for (struct dirent *e; list && (e = readdir(list)) && now_ns() < deadline;) {
        if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..")) continue;
        if (unlinkat(fd, e->d_name, e->d_type == DT_DIR ? AT_REMOVEDIR : 0) == 0) continue;
        if (e->d_type == DT_DIR && move_up(fd, e->d_name, top, count) == 0) continue;
        left = 1;
    }
    if (list) closedir(list);
    return list && !left;
}

/* As long as a whole pass over the top removes something there is more to do: what was moved up came after it. */
static void empty(int dir, uint64_t deadline) {
    unsigned long count = 0;
    for (int removed = 1; removed && now_ns() < deadline;) {
        removed = 0;
        int fd = open_dir(dir, ".");
        DIR *list = fd < 0 ? NULL : fdopendir(fd);
        for (struct dirent *e; list && (e = readdir(list)) && now_ns() < deadline;) {
            if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..")) continue;
            int folder = e->d_type == DT_DIR;
            if (folder && unlinkat(fd, e->d_name, AT_REMOVEDIR) && !empty_folder(dir, e->d_name, &count, deadline)) continue;
            if (!folder && unlinkat(fd, e->d_name, 0)) continue;
            if (folder) unlinkat(fd, e->d_name, AT_REMOVEDIR);
            removed = 1;
        }
        if (list) closedir(list);
    }
}

static int empty_as_program(int dir) {
    pid_t child = fork();
    if (child < 0) return -1;
    if (child == 0) {
        if (options.uid && (setgroups(0, NULL) || setresgid(options.uid, options.uid, options.uid) || setresuid(options.uid, options.uid, options.uid))) _exit(1);
        empty(dir, now_ns() + WIPE_MS * MS);
        _exit(0);
    }
    int status;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return 0;
}

/* /tmp and /dev/shm, which every run is to find empty and as they were. */
int wipe_is_due(void) {
    for (int i = 0; i < 2; i++)
        if (scratch[i] >= 0 && (keep_mode(scratch[i], 01777) || !is_empty(scratch[i]))) return 1;
    return 0;
}

/* 0 when empty afterwards. */
int wipe_scratch(void) {
    if (!wipe_is_due()) return 0;
    for (int i = 0; i < 2; i++)
        if (!is_empty(scratch[i]) && empty_as_program(scratch[i])) return -1;
    return wipe_is_due() ? -1 : 0;
}

/* The working directory too. */
int wipe_all(void) {
    if (wipe_scratch()) return -1;
    if (is_empty(box_dir)) return 0;
    if (files_program_wrote() && empty_as_program(box_dir)) return -1;
    if (!is_empty(box_dir)) empty(box_dir, now_ns() + WIPE_MS * MS);
    return is_empty(box_dir) ? 0 : -1;
}
