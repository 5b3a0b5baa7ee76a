#include <stdlib.h>
#include <string.h>

/* Takes memory and writes to all of it until there is none. */
int main(void) {
    for (;;) {
        char *block = malloc(1 << 20);
        if (!block) abort();
        memset(block, 1, 1 << 20);
    }
}
