/*
 * Another use of the same image, for a worker that cannot see the engine's file system: removes cgroups of boxes that are
 * gone. Arguments: +NAME is gone, -NAME is in use; of all others those that are a minute old belong to nobody.
 */
#define _GNU_SOURCE
#include "runner.h"
#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define YOUNG_SECONDS 60

static int is_gone(int dir, const char *name, int count, char **names) {
    for (int i = 0; i < count; i++)
        if (!strcmp(names[i] + 1, name)) return names[i][0] == '+';
    struct stat s;
    return fstatat(dir, name, &s, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(s.st_mode) && time(NULL) - s.st_mtime > YOUNG_SECONDS;
}

static void sweep_hierarchy(int dir, int count, char **names) {
    DIR *list = fdopendir(dir);
    for (struct dirent *e; list && (e = readdir(list));) {
        if (e->d_type != DT_DIR || e->d_name[0] == '.' || !is_gone(dir, e->d_name, count, names)) continue;
        int box = openat(dir, e->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (box < 0) continue;
        unlinkat(box, "run", AT_REMOVEDIR);
        close(box);
        unlinkat(dir, e->d_name, AT_REMOVEDIR);
    }
    if (list) closedir(list);
}

void sweep(const char *root, int count, char **names) {
    static const char *const hierarchies[] = {".", "memory", "cpuacct", "pids"};
    int top = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int v1 = faccessat(top, "memory", F_OK, 0) == 0;
    for (int i = v1 ? 1 : 0; i < (v1 ? 4 : 1); i++) {
        int dir = openat(top, hierarchies[i], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (dir >= 0) sweep_hierarchy(dir, count, names);
    }
}
