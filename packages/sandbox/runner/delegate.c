/* Other uses of the same program, for a worker in Node: what it cannot read itself, and what it has no rights to write. */
#define _GNU_SOURCE
#include "runner.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

/* systemd marks the groups it gives away whole (Delegate=yes): the second name is for readers who are not root. */
int group_is_delegated(const char *path) {
    char value[8];
    static const char *const names[] = {"trusted.delegate", "user.delegate"};
    for (int i = 0; i < 2; i++)
        if (getxattr(path, names[i], value, sizeof value) == 1 && value[0] == '1') return 1;
    return 0;
}

static int pass(int dir) {
    int fd = openat(dir, "cgroup.subtree_control", O_WRONLY | O_CLOEXEC);
    if (fd < 0) return -1;
    /* Without pids a resource limit counts processes; without memory there is nothing to gain. */
    write(fd, "+pids", 5);
    int status = write(fd, "+memory", 7) == 7 ? 0 : -1;
    close(fd);
    return status;
}

/* Makes a child of the group and has both hand memory and pids to their children. */
int group_pass_down(const char *path, const char *child) {
    int dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0 || pass(dir) || (mkdirat(dir, child, 0755) && errno != EEXIST)) return -1;
    int below = openat(dir, child, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    return below < 0 ? -1 : pass(below);
}
