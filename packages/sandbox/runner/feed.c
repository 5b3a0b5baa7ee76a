/*
 * Standard input that comes in frames while the program runs, for one that talks to an interactor in another box: a pipe
 * that leads through the host. All frames are taken as they come, so that what is to be done at once is never behind input
 * that the program does not read; so much as can be under way fits in here. The host is told how much the pipe has taken,
 * and lets the other side write so much more: who is not read is stopped by a full pipe, as if both ends were in one box.
 */
#define _GNU_SOURCE
#include "runner.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* More than the other side may be ahead (LIVE_WINDOW) and what its own pipe can hold when it ends, a MiB at most. */
#define HELD_BYTES (2u << 20)
/* Telling of each small message would cost as much as the message. */
#define TELL_BYTES (LIVE_WINDOW / 8)

static int pipe_end = -1; /* ours; -1: closed */
static unsigned char held[HELD_BYTES];
static size_t held_at, held_count; /* a ring */
static uint32_t frame_left;        /* of the frame that is being taken */
static int ends;                   /* after what is held the input is at its end */
static uint32_t untold;
static uint64_t credit; /* bytes of output that may leave */

int feed_open(int *child_end) {
    int pair[2];
    if (pipe2(pair, O_CLOEXEC) || fcntl(pair[1], F_SETFL, O_NONBLOCK) || fchmod(pair[0], 0666)) return -1;
    *child_end = pair[0];
    pipe_end = pair[1];
    held_at = held_count = 0;
    frame_left = untold = 0;
    ends = 0;
    credit = LIVE_WINDOW;
    return 0;
}

static void shut(void) {
    if (pipe_end >= 0) close(pipe_end);
    pipe_end = -1;
}

static void took(size_t n) {
    held_at = (held_at + n) % HELD_BYTES;
    held_count -= n;
    untold += (uint32_t)n;
}

/* What is held goes to the program as far as its pipe takes it, or nowhere when it reads no more. */
static void push(void) {
    while (held_count > 0 && pipe_end >= 0) {
        size_t piece = HELD_BYTES - held_at < held_count ? HELD_BYTES - held_at : held_count;
        ssize_t n = write(pipe_end, held + held_at, piece);
        if (n >= 0) took((size_t)n);
        else if (errno == EAGAIN) return;
        else if (errno != EINTR) shut();
    }
    took(held_count);
    if (ends) shut();
}

/* The descriptor to wait for until more can be written, or -1. */
int feed_fd(void) { return held_count > 0 ? pipe_end : -1; }

static int readable(void) {
    if (in_buffered()) return 1;
    struct pollfd p = {.fd = 0, .events = POLLIN};
    return poll(&p, 1, 0) > 0 && (p.revents & POLLIN);
}

static void hold(void) {
    size_t end = (held_at + held_count) % HELD_BYTES, room = HELD_BYTES - held_count;
    if (frame_left > room) fault("more input than the other side may send");
    size_t piece = HELD_BYTES - end < frame_left ? HELD_BYTES - end : frame_left;
    size_t n = in_some(held + end, piece);
    held_count += n;
    frame_left -= (uint32_t)n;
}

/* Moves what has come as far as it goes now. 1: the program is to be ended. */
int feed_step(void) {
    while (readable()) {
        if (frame_left > 0) {
            hold();
            continue;
        }
        struct {
            uint32_t size;
            uint8_t type;
        } __attribute__((packed)) head;
        in_read(&head, sizeof head);
        if (head.type == IN_STOP) return 1;
        if (head.type == IN_CREDIT) {
            uint64_t more;
            if (head.size != sizeof more) fault("bad credit frame");
            in_read(&more, sizeof more);
            credit = more > UINT64_MAX - credit ? UINT64_MAX : credit + more;
        } else if (head.type == IN_STDIN) {
            frame_left = head.size;
            if (frame_left == 0) ends = 1; /* an empty frame is the end of the input */
        } else {
            fault("a frame that is not for a running program");
        }
    }
    push();
    return 0;
}

/* Tells how much was taken, now and then; only between two frames. */
void feed_tell(void) {
    if (untold < TELL_BYTES) return;
    out_frame(OUT_TAKEN, NULL, 0, &untold, sizeof untold);
    untold = 0;
}

uint64_t feed_credit(void) { return credit; }
void feed_spend(size_t bytes) { credit -= bytes; }

/* The program is gone: what is left of a frame with it. Whole ones that follow are left to the main loop. */
void feed_end(void) {
    shut();
    in_skip(frame_left);
    frame_left = 0;
}
