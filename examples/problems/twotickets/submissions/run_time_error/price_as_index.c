#include <stdio.h>

/* Uses prices as indexes into a table that is far too small for them. */
static int first[1000];

int main(void) {
    int n;
    long long target;
    if (scanf("%d %lld", &n, &target) != 2) return 1;
    for (int number = 1; number <= n; number++) {
        long long price;
        if (scanf("%lld", &price) != 1) return 1;
        long long partner = target - price;
        if (partner > 0 && first[partner] > 0) {
            printf("%d %d\n", first[partner], number);
            return 0;
        }
        if (first[price] == 0) first[price] = number;
    }
    puts("impossible");
    return 0;
}
