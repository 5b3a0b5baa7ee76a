/*
 * Files of the box. The runner walks only from directory descriptors it opened, follows no link and opens only regular
 * files.
 */
#define _GNU_SOURCE
#include "runner.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_FILES 4096
#define MAX_DEPTH 64
#define NAME_BYTES 400

static int box_dir = -1, program_writes;

int open_dir(int at, const char *name) { return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC); }

void files_init(void) {
    box_dir = open_dir(AT_FDCWD, BOX_DIR);
    if (box_dir < 0) fault("cannot open " BOX_DIR);
    fchmod(box_dir, 0755);
    wipe_init(box_dir);
}

/* A compiler leaves its output in the working directory; a judged program finds it read-only. */
void files_let_program_write(int yes) {
    if (keep_mode(box_dir, yes ? 01777 : 0755)) fault("cannot change the mode of " BOX_DIR);
    program_writes = yes;
}

int files_program_wrote(void) { return program_writes; }

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
    /* Folders count as well: a million empty ones would take longer to read than the host waits. What lies deeper than a file can be put is not handed over. */
    if (S_ISDIR(s.st_mode) && ++c->files > MAX_FILES) c->problem = "too many files";
    if (S_ISDIR(s.st_mode) && depth + 1 >= MAX_DEPTH) c->problem = "folders too deep";
    if (!S_ISDIR(s.st_mode) || c->problem) {
        close(fd);
        return;
    }
    DIR *list = fdopendir(fd);
    for (struct dirent *e; list && !c->problem && (e = readdir(list));) {
        char child[NAME_BYTES];
        if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..")) continue;
        if (snprintf(child, sizeof child, "%s/%s", name, e->d_name) >= (int)sizeof child) {
            c->problem = "a file name too long";
            break;
        }
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
