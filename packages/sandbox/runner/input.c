/*
 * Standard input of a run: an unnamed file, sealed, rather than a pipe that must be fed. The program never waits for us, so
 * its times are its own; however little of it is read, nobody gets EPIPE.
 * An input that the host expects to need again is kept under a number, until the host says otherwise: it decides what is worth
 * keeping and bounds the bytes. All others are gone with their last descriptor.
 */
#define _GNU_SOURCE
#include "runner.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

/* One read of what a socket holds at most, by default. */
#define PIECE (208 * 1024)

static int kept[KEPT_INPUTS]; /* descriptor + 1; 0: nothing */

/* World-readable, because programs open /dev/stdin by name. */
static int seal(int fd) {
    return fchmod(fd, 0444) || fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) || lseek(fd, 0, SEEK_SET) ? -1 : 0;
}

static int new_input(void) { return memfd_create("input", MFD_CLOEXEC | MFD_ALLOW_SEALING); }

/* The next bytes from the host as a sealed file; -1 with errno. */
int input_read(uint64_t size) {
    static char piece[PIECE];
    if (size == 0) return open("/dev/null", O_RDONLY | O_CLOEXEC);
    int fd = new_input();
    if (fd < 0) return -1;
    while (size > 0) {
        size_t n = in_some(piece, size < sizeof piece ? (size_t)size : sizeof piece);
        for (size_t done = 0; done < n;) {
            ssize_t w = write(fd, piece + done, n - done);
            if (w < 0) return -1;
            done += (size_t)w;
        }
        size -= n;
    }
    return seal(fd) ? -1 : fd;
}

static uint8_t read_number(uint32_t size, int exact) {
    uint8_t number;
    if (size < sizeof number || (exact && size != sizeof number)) fault("bad frame for a kept input");
    in_read(&number, sizeof number);
    if (number >= KEPT_INPUTS) fault("no such place for an input");
    return number;
}

static void drop(uint8_t number) {
    if (kept[number]) close(kept[number] - 1);
    kept[number] = 0;
}

/* u8 number, content. Not answered: what goes wrong is a fault of the box. */
void input_keep(uint32_t size) {
    uint8_t number = read_number(size, 0);
    drop(number);
    errno = 0;
    int fd = input_read(size - 1);
    if (fd < 0) fault("cannot keep an input");
    kept[number] = fd + 1;
}

/* u8 number. */
void input_forget(uint32_t size) { drop(read_number(size, 1)); }

static int copy_of(int from) {
    struct stat s;
    int fd = new_input();
    if (fd < 0 || fstat(from, &s)) return -1;
    for (off_t at = 0; at < s.st_size;)
        if (sendfile(fd, from, &at, (size_t)(s.st_size - at)) <= 0) return -1;
    return seal(fd) ? -1 : fd;
}

/*
 * A kept input for one run: opened anew, so that its offset is nobody else's, and for reading only. The seals hold its content,
 * its owner (root) the rest of it but two marks that any reader can leave on a file for the next: when it was read, and on
 * older kernels a hint about its use. Those are set back.
 * Started without root, programs have our uid and own the file: then each run gets a copy.
 */
int input_open_kept(uint8_t number) {
    if (number >= KEPT_INPUTS || !kept[number]) fault("an input that is not kept");
    int fd = kept[number] - 1;
    if (!options.uid) return copy_of(fd);
    struct timespec times[2] = {{.tv_nsec = UTIME_NOW}, {.tv_nsec = UTIME_OMIT}};
    uint64_t no_hint = RWH_WRITE_LIFE_NOT_SET;
    if (futimens(fd, times)) return -1;
    fcntl(fd, F_SET_RW_HINT, &no_hint);
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    return open(path, O_RDONLY | O_CLOEXEC);
}
