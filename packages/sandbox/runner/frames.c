/* Frames in and out. Standard output does not block, so that limits hold even while the host is slow to read. */
#define _GNU_SOURCE
#include "runner.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static unsigned char in_buffer[64 * 1024];
static size_t in_at, in_end;

uint64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000ull + (uint64_t)t.tv_nsec;
}

void in_init(void) {
    int flags = fcntl(1, F_GETFL);
    if (flags >= 0) fcntl(1, F_SETFL, flags | O_NONBLOCK);
}

/* What comes next, at least one byte. */
static size_t in_more(void *into, size_t size) {
    for (;;) {
        ssize_t n = read(0, into, size);
        if (n > 0) return (size_t)n;
        if (n == 0) exit(0); /* the host is gone; PID 1 takes the whole box with it */
        if (errno == EAGAIN) {
            struct pollfd p = {.fd = 0, .events = POLLIN};
            poll(&p, 1, -1);
        } else if (errno != EINTR) {
            exit(1);
        }
    }
}

static void in_fill(void) {
    in_at = 0;
    in_end = in_more(in_buffer, sizeof in_buffer);
}

/* Some bytes of the current frame, at least one. Large pieces do not go through the buffer. */
size_t in_some(void *into, size_t size) {
    if (in_at == in_end && size >= sizeof in_buffer) return in_more(into, size);
    if (in_at == in_end) in_fill();
    size_t n = in_end - in_at < size ? in_end - in_at : size;
    memcpy(into, in_buffer + in_at, n);
    in_at += n;
    return n;
}

/* Is there something that was read already? A poll would not tell. */
int in_buffered(void) { return in_at < in_end; }

/*
 * While a program runs: does the host want it ended? 1: yes, and the frame is taken; 0: nothing whole has come;
 * -1: another frame is next, which is left where it is. Never waits.
 */
int in_stop(void) {
    struct pollfd p = {.fd = 0, .events = POLLIN};
    enum { HEAD = 5 };
    if (in_end - in_at < HEAD) {
        if (poll(&p, 1, 0) <= 0 || !(p.revents & POLLIN)) return 0;
        memmove(in_buffer, in_buffer + in_at, in_end - in_at);
        in_end -= in_at;
        in_at = 0;
        in_end += in_more(in_buffer + in_end, sizeof in_buffer - in_end);
        if (in_end < HEAD) return 0;
    }
    if (in_buffer[in_at + 4] != IN_STOP) return -1;
    in_at += HEAD;
    return 1;
}

void in_read(void *into, size_t size) {
    for (size_t done = 0; done < size;) done += in_some((char *)into + done, size - done);
}

void in_skip(uint64_t size) {
    while (size > 0) {
        if (in_at == in_end) in_fill();
        size_t n = in_end - in_at < size ? in_end - in_at : (size_t)size;
        in_at += n;
        size -= n;
    }
}

/* Writes what the host takes now; how many bytes that was. */
int out_try(const void *bytes, size_t size) {
    ssize_t n = write(1, bytes, size);
    if (n >= 0) return (int)n;
    if (errno == EAGAIN || errno == EINTR) return 0;
    exit(1);
}

void out_all(const void *bytes, size_t size) {
    for (size_t done = 0; done < size;) {
        int n = out_try((const char *)bytes + done, size - done);
        done += (size_t)n;
        if (n == 0) {
            struct pollfd p = {.fd = 1, .events = POLLOUT};
            poll(&p, 1, -1);
        }
    }
}

void frame_head(unsigned char *at, uint8_t type, uint32_t size) {
    memcpy(at, &size, 4);
    at[4] = type;
}

void out_frame(uint8_t type, const void *head, size_t head_size, const void *body, size_t body_size) {
    unsigned char start[512];
    frame_head(start, type, (uint32_t)(head_size + body_size));
    if (head_size > sizeof start - 5) fault("frame head too long");
    if (head_size) memcpy(start + 5, head, head_size);
    out_all(start, 5 + head_size);
    if (body_size) out_all(body, body_size);
}

void fault(const char *what) {
    char text[256];
    int saved = errno;
    size_t n = strlen(what);
    if (n > 180) n = 180;
    memcpy(text, what, n);
    if (saved) {
        const char *why = strerror(saved);
        size_t m = strlen(why) < 60 ? strlen(why) : 60;
        memcpy(text + n, ": ", 2);
        memcpy(text + n + 2, why, m);
        n += 2 + m;
    }
    out_frame(OUT_FAULT, NULL, 0, text, n);
    exit(1);
}
