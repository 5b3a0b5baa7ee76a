#include <stdio.h>

static void repeat(int count, char c) {
    while (count-- > 0) putchar(c);
}

int main(void) {
    int h;
    if (scanf("%d", &h) != 1) return 1;
    for (int i = 1; i <= h; i++) {
        repeat(h - i, ' ');
        repeat(2 * i - 1, '*');
        putchar('\n');
    }
    repeat(h - 1, ' ');
    puts("|");
    return 0;
}
