#include <stdio.h>
#include <string.h>

static char plan[504][508];
static int steps[504 * 508], queue[504 * 508];

int main(void) {
    int r, c, start = 0, end = 0, head = 0, tail = 0;
    if (scanf("%d %d", &r, &c) != 2) return 1;
    memset(plan, '#', sizeof plan);
    memset(steps, -1, sizeof steps);
    for (int y = 1; y <= r; y++) {
        char row[502];
        if (scanf("%501s", row) != 1) return 1;
        memcpy(&plan[y][1], row, (size_t)c);
        for (int x = 1; x <= c; x++) {
            if (plan[y][x] == 'S') start = y * 508 + x;
            if (plan[y][x] == 'E') end = y * 508 + x;
        }
    }
    const char *cells = &plan[0][0];
    const int ways[] = {-1, 1, -508, 508};
    steps[start] = 0;
    queue[tail++] = start;
    while (head < tail) {
        int place = queue[head++];
        for (int w = 0; w < 4; w++) {
            int next = place + ways[w];
            if (cells[next] == '#' || steps[next] != -1) continue;
            steps[next] = steps[place] + 1;
            queue[tail++] = next;
        }
    }
    if (steps[end] == -1) puts("trapped");
    else printf("%d\n", steps[end]);
    return 0;
}
