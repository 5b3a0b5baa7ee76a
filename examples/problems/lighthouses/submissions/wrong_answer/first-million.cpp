// Says never after a million flashes.
#include <iostream>

int main() {
    long long a, p, b, q;
    std::cin >> a >> p >> b >> q;
    for (int k = 0; k < 1000000; k++) {
        if ((p + k * a) % b != q) continue;
        std::cout << p + k * a << '\n';
        return 0;
    }
    std::cout << "never\n";
}
