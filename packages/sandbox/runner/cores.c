/* The cores that programs of this box run on: one, unless the box is not pinned. */
#define _GNU_SOURCE
#include "runner.h"
#include <sched.h>

static cpu_set_t cores;

/* Of the cores the box may use the one of this number, counted from 0 among those: a worker may have been given any. */
int cores_choose(int nth) {
    if (sched_getaffinity(0, sizeof cores, &cores)) return -1;
    if (nth < 0) return 0;
    nth %= CPU_COUNT(&cores);
    int core = 0;
    while (!CPU_ISSET(core, &cores) || nth-- > 0) core++;
    CPU_ZERO(&cores);
    CPU_SET(core, &cores);
    return cores_keep();
}

int cores_keep(void) {
    return sched_setaffinity(0, sizeof cores, &cores);
}

int cores_count(void) {
    return CPU_COUNT(&cores);
}
