#include <stdio.h>

int main(void) {
    int low = 1, high;
    char said[8];
    if (scanf("%d", &high) != 1) return 1;
    for (;;) {
        int middle = (low + high) / 2;
        printf("%d\n", middle);
        fflush(stdout);
        if (scanf("%7s", said) != 1) return 1;
        if (said[0] == 'h') return 0;
        if (said[0] == 'l') high = middle - 1;
        else low = middle + 1;
    }
}
