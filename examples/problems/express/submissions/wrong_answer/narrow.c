#include <stdio.h>

/* Bellman and Ford in layers, but sums kept in 32 bits. */
static int a[20000], b[20000], p[20000], best[6][5001];

int main(void) {
    int n, m, k;
    if (scanf("%d %d %d", &n, &m, &k) != 3) return 1;
    for (int i = 0; i < m; i++)
        if (scanf("%d %d %d", &a[i], &b[i], &p[i]) != 3) return 1;
    for (int u = 0; u <= k; u++)
        for (int i = 1; i <= n; i++) best[u][i] = i == 1 ? 0 : 2000000000;
    for (int changed = 1, round = 0; changed && round < n; round++) {
        changed = 0;
        for (int i = 0; i < m; i++)
            for (int u = 0; u <= k; u++)
                for (int way = 0; way < 2; way++) {
                    int from = way ? b[i] : a[i], to = way ? a[i] : b[i];
                    unsigned sum = (unsigned)best[u][from] + (unsigned)p[i];
                    if ((int)sum >= 0 && (int)sum < best[u][to]) best[u][to] = (int)sum, changed = 1;
                    if (u < k && best[u][from] < best[u + 1][to]) best[u + 1][to] = best[u][from], changed = 1;
                }
    }
    int least = 2000000000;
    for (int u = 0; u <= k; u++)
        if (best[u][n] < least) least = best[u][n];
    if (least == 2000000000) puts("stranded");
    else printf("%d\n", least);
    return 0;
}
