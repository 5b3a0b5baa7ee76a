#include <cmath>
#include <iostream>

int main() {
    long long n;
    std::cin >> n;
    for (long long a = (long long)std::sqrt((double)n) + 1; a >= 0; a--) {
        if (a * a > n) continue;
        long long b = (long long)std::llround(std::sqrt((double)(n - a * a)));
        if (a * a + b * b == n) {
            std::cout << a << "\n" << b << "\n";
            return 0;
        }
    }
    std::cout << "impossible\n";
}
