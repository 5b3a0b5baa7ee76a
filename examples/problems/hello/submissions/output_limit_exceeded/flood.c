#include <stdio.h>

/* Greets for ever. */
int main(void) {
    for (;;) puts("Hello, Hello, Hello, Hello, Hello, Hello, Hello, Hello!");
}
