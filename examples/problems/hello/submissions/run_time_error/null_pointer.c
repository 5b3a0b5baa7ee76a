#include <stdio.h>

/* Writes through a null pointer. */
int main(void) {
    volatile char *volatile name = NULL;
    *name = 'x';
    puts("Hello!");
    return 0;
}
