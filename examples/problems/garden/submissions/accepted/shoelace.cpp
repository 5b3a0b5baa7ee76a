#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

int main() {
    int n;
    if (std::scanf("%d", &n) != 1) return 1;
    std::vector<long long> x(n), y(n);
    for (int i = 0; i < n; i++)
        if (std::scanf("%lld %lld", &x[i], &y[i]) != 2) return 1;
    long long twice = 0;
    double border = 0;
    for (int i = 0, j = n - 1; i < n; j = i++) {
        twice += x[j] * y[i] - x[i] * y[j];
        border += std::hypot(static_cast<double>(x[i] - x[j]), static_cast<double>(y[i] - y[j]));
    }
    std::printf("%.6e %.10f\n", std::llabs(twice) / 2.0, border);
}
