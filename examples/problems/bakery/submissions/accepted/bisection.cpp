#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    long long n, loaves;
    std::cin >> n >> loaves;
    std::vector<long long> minutes(n);
    for (auto& one : minutes) std::cin >> one;
    long long low = 1, high = loaves * *std::min_element(minutes.begin(), minutes.end());
    while (low < high) {
        long long middle = low + (high - low) / 2, baked = 0;
        for (size_t i = 0; i < minutes.size() && baked < loaves; i++) baked += middle / minutes[i];
        if (baked >= loaves) high = middle;
        else low = middle + 1;
    }
    std::cout << low << '\n';
}
