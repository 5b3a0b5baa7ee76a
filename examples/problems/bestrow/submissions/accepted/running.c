#include <stdio.h>

int main(void) {
    int n;
    long long gain, best = -1000000, row = -1000000;
    if (scanf("%d", &n) != 1) return 1;
    while (n-- && scanf("%lld", &gain) == 1) {
        row = row > 0 ? row + gain : gain;
        if (row > best) best = row;
    }
    printf("%lld\n", best);
}
