/*
 * The runner: PID 1 of a box. It obeys frames on standard input, starts one program at a time with less rights than
 * its own, measures it, kills all it left behind and answers on standard output. The host never touches a path in a box.
 *
 * A frame is a little-endian u32 payload length, a type byte, the payload.
 */
#ifndef RUNNER_H
#define RUNNER_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define BOX_DIR "/box"
#define MS 1000000ull

/* From the host. */
enum { IN_PUT = 1, IN_RUN = 2, IN_COLLECT = 3, IN_RESET = 4, IN_STDIN = 5, IN_STOP = 6, IN_CREDIT = 7, IN_KEEP = 8, IN_FORGET = 9 };
/* To the host. OUT_FAULT means the box is broken, never that the program in it is. */
enum { OUT_HELLO = 1, OUT_PUT = 2, OUT_STDOUT = 3, OUT_STDERR = 4, OUT_RESULT = 5, OUT_FILE = 6, OUT_COLLECTED = 7, OUT_RESET = 8, OUT_FAULT = 9, OUT_WIPED = 10, OUT_TAKEN = 11, OUT_ENDED = 12, OUT_PRINTS = 13 };

/* So much a program that talks may have written that the other side did not take. The host knows the same number. */
#define LIVE_WINDOW (256u * 1024)
/* Inputs kept at a time at most. The host knows the same number; a Docker box has 256 descriptors. */
#define KEPT_INPUTS 64

/* LIMIT_STOP: no limit, the host wanted the program ended. */
enum limit { LIMIT_NONE, LIMIT_CPU, LIMIT_WALL, LIMIT_MEMORY, LIMIT_OUTPUT, LIMIT_STOP };
enum metering { METER_SAMPLED, METER_V1, METER_V2 };

struct options {
    uid_t uid;          /* programs run as this uid and gid; 0: as the runner's own (started without root) */
    int cpu;            /* pin the box to one core, the one of this number among those it may use; -1: do not */
    const char *cgroup; /* directory of the box's cgroup inside the box, or NULL */
    int cgroup_fd;      /* the same as a descriptor; -1: none */
};

extern struct options options;

/* frames.c */
void in_init(void);
void in_read(void *into, size_t size);
size_t in_some(void *into, size_t size);
void in_skip(uint64_t size);
int in_buffered(void);
int in_stop(void);
void out_frame(uint8_t type, const void *head, size_t head_size, const void *body, size_t body_size);
int out_try(const void *bytes, size_t size);
void out_all(const void *bytes, size_t size);
void frame_head(unsigned char *at, uint8_t type, uint32_t size);
void fault(const char *what) __attribute__((noreturn));
uint64_t now_ns(void);

/* files.c */
void files_init(void);
void file_put(uint32_t size);
void file_collect(uint32_t size);
void files_let_program_write(int yes);
int files_program_wrote(void);
int open_dir(int at, const char *name);

/* wipe.c */
void wipe_init(int box);
int wipe_is_due(void);
int wipe_scratch(void);
int wipe_all(void);
int keep_mode(int dir, mode_t mode);

/* group.c: the cgroup of the program and all its descendants */
void group_init(void);
const char *group_describe(void);
enum metering group_metering(void);
int group_limits_processes(void);
int group_prepare(uint64_t memory_bytes, uint32_t processes);
int group_can_clone(void);
pid_t group_clone(void);
int group_join(void);
uint64_t group_cpu_ns(void);
int group_keeps_peak(void);
void group_look_at_memory(void);
uint64_t group_memory_peak(void);
uint32_t group_oom_kills(void);
void group_finish(void);

/* delegate.c: cgroup v2 above the boxes, for whoever cannot do this by himself */
int group_is_delegated(const char *path);
int group_pass_down(const char *path, const char *child);

/* sample.c: the same without a cgroup */
void sample_tree(uint64_t *cpu_ns, uint64_t *memory_bytes);
uint64_t sample_delay(void);

/* cores.c: where programs run */
int cores_choose(int nth); /* -1: not pinned */
int cores_keep(void);      /* in a child */
int cores_count(void);

/* seccomp.c */
int seccomp_apply(void);
extern int seccomp_inherited;

/* feed.c: standard input that comes while the program runs */
int feed_open(int *child_end);
int feed_step(void);
int feed_fd(void);
void feed_tell(void);
uint64_t feed_credit(void);
void feed_spend(size_t bytes);
void feed_end(void);

/* input.c: standard input as a file */
int input_read(uint64_t size);
void input_keep(uint32_t size);
void input_forget(uint32_t size);
int input_open_kept(uint8_t number);

/* sweep.c */
void sweep(const char *root, int count, char **names);

/* run.c */
void run_program(uint32_t size);
extern int last_run_succeeded;
extern int unclean; /* a run left what could not be removed: no other may find it */
int kill_everything(uint64_t *cpu_ns);

#endif
