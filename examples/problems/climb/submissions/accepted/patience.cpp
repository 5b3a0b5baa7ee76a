#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n;
    std::cin >> n;
    std::vector<int> lowest;
    for (int hut; n-- > 0 && std::cin >> hut;) {
        auto at = std::lower_bound(lowest.begin(), lowest.end(), hut);
        if (at == lowest.end()) lowest.push_back(hut);
        else *at = hut;
    }
    std::cout << lowest.size() << '\n';
}
