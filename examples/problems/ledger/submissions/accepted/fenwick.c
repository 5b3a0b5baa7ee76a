#include <stdio.h>

static long long slope[100002], offset[100002];
static int n;

static void change(int at, long long by, long long back) {
    for (; at <= n; at += at & -at) {
        slope[at] += by;
        offset[at] += back;
    }
}

static long long prefix(int to) {
    long long s = 0, o = 0;
    for (int at = to; at > 0; at -= at & -at) {
        s += slope[at];
        o += offset[at];
    }
    return s * to - o;
}

int main(void) {
    int q, l, r;
    long long x;
    char word[4];
    if (scanf("%d %d", &n, &q) != 2) return 1;
    while (q-- > 0) {
        if (scanf("%3s %d %d", word, &l, &r) != 3) return 1;
        if (word[0] == 'a') {
            if (scanf("%lld", &x) != 1) return 1;
            change(l, x, x * (l - 1));
            change(r + 1, -x, -x * r);
        } else {
            printf("%lld\n", prefix(r) - prefix(l - 1));
        }
    }
    return 0;
}
