#include <iostream>
#include <unordered_map>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n;
    long long target;
    std::cin >> n >> target;
    std::unordered_map<long long, int> first;
    first.reserve(static_cast<std::size_t>(n) * 2);
    for (int number = 1; number <= n; number++) {
        long long price;
        std::cin >> price;
        if (auto partner = first.find(target - price); partner != first.end()) {
            std::cout << partner->second << ' ' << number << '\n';
            return 0;
        }
        if (!first.contains(price)) first[price] = number;
    }
    std::cout << "impossible\n";
}
