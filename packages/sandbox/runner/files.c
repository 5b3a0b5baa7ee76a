/*
 * Files of the box. The runner walks only from directory descriptors it opened, follows no link and opens only regular
 * files. It has no right to override permissions, so what the program's uid made is removed by a child with that uid.
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

#define MAX_FILES 4096
#define MAX_DEPTH 16
#define NAME_BYTES 400
#define WIPE_SECONDS 5

static int box_dir = -1, scratch[2] = {-1, -1};
static int program_writes;

static int open_dir(int at, const char *name) { return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC); }

void files_init(void) {
    box_dir = open_dir(AT_FDCWD, BOX_DIR);
    if (box_dir < 0) fault("cannot open " BOX_DIR);
    scratch[0] = open_dir(AT_FDCWD, "/tmp");
    scratch[1] = open_dir(AT_FDCWD, "/dev/shm");
    fchmod(box_dir, 0755);
}

/* A compiler leaves its output in the working directory; a judged program finds it read-only. */
void files_let_program_write(int yes) {
    if (yes == program_writes) return;
    if (fchmod(box_dir, yes ? 01777 : 0755)) fault("cannot change the mode of " BOX_DIR);
    program_writes = yes;
}

/* Opens the directory a relative name lives in, making those missing; *last is the final segment. NULL-safe against `..`. */
static int parent_of(char *name, char **last, int make) {
    int dir = dup(box_dir), depth = 0;
    char *segment = name;
    for (char *slash; dir >= 0; segment = slash + 1) {
        slash = strchr(segment, '/');
        if (slash) *slash = 0;
        if (!*segment || !strcmp(segment, ".") || !strcmp(segment, "..") || ++depth > MAX_DEPTH) break;
        if (!slash) {
            *last = segment;
            return dir;
        }
        if (make && mkdirat(dir, segment, 0755) && errno != EEXIST) break;
        int next = open_dir(dir, segment);
        close(dir);
        dir = next;
    }
    if (dir >= 0) close(dir);
    return -1;
}

/* u8 executable, u16 name length, name, content. Answer: one byte, 0 when stored, then the reason. */
void file_put(uint32_t size) {
    uint8_t head[3];
    char name[NAME_BYTES + 1], *last = name;
    if (size < sizeof head) fault("short file frame");
    in_read(head, sizeof head);
    uint16_t length = (uint16_t)(head[1] | head[2] << 8);
    if (length > NAME_BYTES || length > size - sizeof head) fault("bad file frame");
    in_read(name, length);
    name[length] = 0;
    uint64_t left = size - sizeof head - length;
    errno = EINVAL;
    int dir = memchr(name, 0, length) ? -1 : parent_of(name, &last, 1);
    int fd = dir < 0 ? -1 : openat(dir, last, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, head[0] ? 0555 : 0444);
    const char *problem = fd < 0 ? strerror(errno) : NULL;
    while (left > 0 && !problem) {
        char chunk[65536];
        size_t n = in_some(chunk, left < sizeof chunk ? (size_t)left : sizeof chunk);
        left -= n;
        for (size_t done = 0; done < n && !problem;) {
            ssize_t w = write(fd, chunk + done, n - done);
            if (w < 0) problem = strerror(errno);
            else done += (size_t)w;
        }
    }
    in_skip(left);
    if (fd >= 0) close(fd); /* before any fork: a child holding it open for writing would make execve fail with ETXTBSY */
    if (dir >= 0) close(dir);
    uint8_t status = problem != NULL;
    out_frame(OUT_PUT, &status, 1, problem, problem ? strlen(problem) : 0);
}

struct collection {
    uint64_t left;
    int files;
    const char *problem;
};

static void collect_file(int fd, const struct stat *s, const char *name, struct collection *c) {
    unsigned char head[8 + NAME_BYTES];
    uint64_t size = (uint64_t)s->st_size;
    size_t length = strlen(name);
    if (size > c->left) c->problem = "too big";
    else if (++c->files > MAX_FILES) c->problem = "too many files";
    if (c->problem) return;
    c->left -= size;
    frame_head(head, OUT_FILE, (uint32_t)(3 + length + size));
    head[5] = (s->st_mode & 0111) != 0;
    head[6] = (unsigned char)length;
    head[7] = (unsigned char)(length >> 8);
    memcpy(head + 8, name, length);
    out_all(head, 8 + length);
    while (size > 0) {
        char chunk[65536];
        ssize_t n = read(fd, chunk, size < sizeof chunk ? (size_t)size : sizeof chunk);
        if (n <= 0) fault("a file shrank while it was read");
        out_all(chunk, (size_t)n);
        size -= (uint64_t)n;
    }
}

static void collect_at(int dir, const char *entry, const char *name, int depth, struct collection *c) {
    struct stat s;
    /* O_NONBLOCK: opening a pipe that the program left here must not wait for a writer. */
    int fd = openat(dir, entry, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) return;
    if (fstat(fd, &s)) {
        close(fd);
        return;
    }
    if (S_ISREG(s.st_mode)) collect_file(fd, &s, name, c);
    if (!S_ISDIR(s.st_mode) || depth >= MAX_DEPTH) {
        close(fd);
        return;
    }
    DIR *list = fdopendir(fd);
    for (struct dirent *e; list && !c->problem && (e = readdir(list));) {
        char child[NAME_BYTES];
        if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..")) continue;
        if (snprintf(child, sizeof child, "%s/%s", name, e->d_name) >= (int)sizeof child) continue;
        collect_at(dirfd(list), e->d_name, child, depth + 1, c);
    }
    if (list) closedir(list);
}

/* u64 most bytes in all, u8 only if the run before it succeeded, name. Sends each regular file at or below the name, then one byte (0: all sent) and the reason. */
void file_collect(uint32_t size) {
    struct collection c = {0};
    char name[NAME_BYTES + 1], whole[NAME_BYTES + 1], *last = name;
    uint8_t if_succeeded;
    if (size < 9 || size - 9 > NAME_BYTES) fault("bad collect frame");
    in_read(&c.left, 8);
    in_read(&if_succeeded, 1);
    in_read(name, size - 9);
    name[size - 9] = 0;
    strcpy(whole, name);
    if (if_succeeded && !last_run_succeeded) c.problem = "the run before it failed";
    int dir = c.problem ? -1 : parent_of(name, &last, 0);
    if (dir >= 0) {
        collect_at(dir, last, whole, 0, &c);
        close(dir);
    }
    uint8_t status = c.problem != NULL;
    out_frame(OUT_COLLECTED, &status, 1, c.problem, c.problem ? strlen(c.problem) : 0);
}

/* Nothing but `.` and `..`, whose records take 24 bytes each: so little that it is looked up after every run. */
static int is_empty(int dir) {
    char records[256];
    if (dir < 0) return 1;
    return lseek(dir, 0, SEEK_SET) == 0 && syscall(SYS_getdents64, dir, records, sizeof records) == 2 * 24;
}

/* Empties the directory we stand in. Steps in and out instead of recursing: a program can nest deeper than our stack or descriptors. */
static void empty_here(uint64_t deadline) {
    int depth = 0;
    while (now_ns() < deadline) {
        DIR *list = opendir(".");
        if (!list) {
            if (chmod(".", 0700) || !(list = opendir("."))) return;
        }
        char into[256] = "";
        for (struct dirent *e; !*into && (e = readdir(list));) {
            if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..")) continue;
            if (unlinkat(dirfd(list), e->d_name, 0) == 0) continue;
            if (unlinkat(dirfd(list), e->d_name, AT_REMOVEDIR) == 0) continue;
            if (errno != ENOTEMPTY && errno != EEXIST && errno != EACCES && errno != EPERM) continue;
            int fd = open_dir(dirfd(list), e->d_name);
            if (fd < 0 && errno == EACCES && fchmodat(dirfd(list), e->d_name, 0700, 0) == 0) fd = open_dir(dirfd(list), e->d_name);
            if (fd < 0) continue;
            /* Another owner's directory is the other pass's work; entering it would lead round in circles. */
            struct stat s;
            if (fstat(fd, &s) == 0 && s.st_uid == geteuid() && fchmod(fd, 0700) == 0 && fchdir(fd) == 0) strcpy(into, e->d_name);
            close(fd);
        }
        closedir(list);
        if (*into) {
            depth++;
            continue;
        }
        if (depth == 0) return;
        /* Emptied: go up, where the next pass removes it. What cannot be emptied ends at the deadline and costs the box. */
        if (chdir("..")) return;
        depth--;
    }
}

static int wipe_as_program(int dir) {
    pid_t child = fork();
    if (child < 0) return -1;
    if (child == 0) {
        if (options.uid && (setgroups(0, NULL) || setresgid(options.uid, options.uid, options.uid) || setresuid(options.uid, options.uid, options.uid))) _exit(1);
        if (fchdir(dir)) _exit(1);
        empty_here(now_ns() + WIPE_SECONDS * 1000 * MS);
        _exit(0);
    }
    int status;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return 0;
}

/* /tmp and /dev/shm. 0 when empty afterwards. */
int files_wipe_scratch(void) {
    for (int i = 0; i < 2; i++)
        if (!is_empty(scratch[i]) && (wipe_as_program(scratch[i]) || !is_empty(scratch[i]))) return -1;
    return 0;
}

int files_wipe_all(void) {
    if (files_wipe_scratch()) return -1;
    if (is_empty(box_dir)) return 0;
    if (program_writes && wipe_as_program(box_dir)) return -1;
    if (!is_empty(box_dir)) {
        if (fchdir(box_dir)) return -1;
        empty_here(now_ns() + WIPE_SECONDS * 1000 * MS);
        if (chdir("/")) return -1;
    }
    return is_empty(box_dir) ? 0 : -1;
}
