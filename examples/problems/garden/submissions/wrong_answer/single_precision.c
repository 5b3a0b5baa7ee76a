#include <math.h>
#include <stdio.h>

/* Floats of 32 bits lose the metres. */
int main(void) {
    int n;
    static float x[50001], y[50001];
    if (scanf("%d", &n) != 1) return 1;
    for (int i = 0; i < n; i++)
        if (scanf("%f %f", &x[i], &y[i]) != 2) return 1;
    x[n] = x[0];
    y[n] = y[0];
    float twice = 0, border = 0;
    for (int i = 0; i < n; i++) {
        float dx = x[i + 1] - x[i], dy = y[i + 1] - y[i];
        twice += x[i] * y[i + 1] - x[i + 1] * y[i];
        border += (float)__builtin_sqrt((double)(dx * dx + dy * dy));
    }
    printf("%.3f %.3f\n", twice < 0 ? -twice / 2 : twice / 2, border);
    return 0;
}
