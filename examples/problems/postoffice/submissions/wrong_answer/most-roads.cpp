// Takes the village at which most roads meet.
#include <iostream>
#include <utility>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::vector<std::vector<std::pair<int, int>>> roads(n + 1);
    for (int a, b, metres; std::cin >> a >> b >> metres;) {
        roads[a].push_back({b, metres});
        roads[b].push_back({a, metres});
    }
    int best = 1;
    for (int village = 2; village <= n; village++)
        if (roads[village].size() > roads[best].size()) best = village;
    long long ways = 0;
    std::vector<long long> far(n + 1, -1);
    std::vector<int> order{best};
    far[best] = 0;
    for (int i = 0; i < (int)order.size(); i++) {
        ways += far[order[i]];
        for (auto [other, metres] : roads[order[i]])
            if (far[other] < 0) far[other] = far[order[i]] + metres, order.push_back(other);
    }
    std::cout << best << ' ' << ways << '\n';
}
