/*
 * Standard input that comes in frames while the program runs, for one that talks to an interactor in another box. A frame
 * that the program does not read yet keeps the following ones with the host.
 */
#define _GNU_SOURCE
#include "runner.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

static int pipe_end = -1; /* ours; -1: closed */
static unsigned char held[64 * 1024];
static size_t held_at, held_end;
static uint32_t frame_left; /* of the frame that is being taken */

int feed_open(int *child_end) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) || fcntl(ends[1], F_SETFL, O_NONBLOCK) || fchmod(ends[0], 0666)) return -1;
    *child_end = ends[0];
    pipe_end = ends[1];
    held_at = held_end = 0;
    frame_left = 0;
    return 0;
}

static void shut(void) {
    if (pipe_end >= 0) close(pipe_end);
    pipe_end = -1;
}

/* All that is held goes to the program, or nowhere when it reads no more. 0: its pipe is full. */
static int push(void) {
    while (held_at < held_end && pipe_end >= 0) {
        ssize_t n = write(pipe_end, held + held_at, held_end - held_at);
        if (n >= 0) held_at += (size_t)n;
        else if (errno == EAGAIN) return 0;
        else if (errno != EINTR) shut();
    }
    held_at = held_end = 0;
    return 1;
}

int feed_wants_frames(void) { return held_at == held_end; }

/* The descriptor to wait for until more can be written, or -1. */
int feed_fd(void) { return held_at < held_end ? pipe_end : -1; }

static int readable(void) {
    if (in_buffered()) return 1;
    struct pollfd p = {.fd = 0, .events = POLLIN};
    return poll(&p, 1, 0) > 0 && (p.revents & POLLIN);
}

/* Moves what has come as far as it goes now. 1: the program is to be ended. */
int feed_step(void) {
    while (push() && readable()) {
        if (frame_left == 0) {
            struct {
                uint32_t size;
                uint8_t type;
            } __attribute__((packed)) head;
            in_read(&head, sizeof head);
            if (head.type == IN_STOP) return 1;
            if (head.type != IN_STDIN) fault("a frame that is not for a running program");
            frame_left = head.size;
            if (frame_left == 0) shut(); /* an empty frame is the end of the input */
            continue;
        }
        held_end = in_some(held, frame_left < sizeof held ? frame_left : sizeof held);
        frame_left -= (uint32_t)held_end;
    }
    return 0;
}

/* The program is gone: what is left of a frame with it. Whole ones that follow are left to the main loop. */
void feed_end(void) {
    shut();
    in_skip(frame_left);
    frame_left = 0;
}
