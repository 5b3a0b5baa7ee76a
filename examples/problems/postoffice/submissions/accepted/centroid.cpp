// Where no part that a road leads to has more than half of the villages, all ways are the shortest.
#include <algorithm>
#include <iostream>
#include <utility>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n;
    std::cin >> n;
    std::vector<std::vector<std::pair<int, int>>> roads(n + 1);
    for (int i = 1; i < n; i++) {
        int a, b, metres;
        std::cin >> a >> b >> metres;
        roads[a].push_back({b, metres});
        roads[b].push_back({a, metres});
    }
    std::vector<int> above(n + 1), order{1}, size(n + 1, 1), largest(n + 1);
    for (int i = 0; i < n; i++)
        for (auto [other, metres] : roads[order[i]])
            if (other != above[order[i]]) above[other] = order[i], order.push_back(other);
    int best = n;
    for (int i = n - 1; i >= 0; i--) {
        int village = order[i];
        if (2 * std::max(largest[village], n - size[village]) <= n) best = std::min(best, village);
        size[above[village]] += size[village];
        largest[above[village]] = std::max(largest[above[village]], size[village]);
    }
    long long ways = 0;
    std::vector<long long> far(n + 1, -1);
    order = {best};
    far[best] = 0;
    for (int i = 0; i < (int)order.size(); i++) {
        ways += far[order[i]];
        for (auto [other, metres] : roads[order[i]])
            if (far[other] < 0) far[other] = far[order[i]] + metres, order.push_back(other);
    }
    std::cout << best << ' ' << ways << '\n';
}
