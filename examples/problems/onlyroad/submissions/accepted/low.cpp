#include <algorithm>
#include <iostream>
#include <utility>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, m;
    std::cin >> n >> m;
    std::vector<std::vector<std::pair<int, int>>> roads(n + 1);
    for (int road = 0; road < m; road++) {
        int a, b;
        std::cin >> a >> b;
        roads[a].push_back({b, road});
        roads[b].push_back({a, road});
    }
    std::vector<int> found(n + 1), low(n + 1), came(n + 1, -1), at(n + 1), path{1};
    int count = 1, bridges = 0;
    found[1] = low[1] = 1;
    while (!path.empty()) {
        int town = path.back();
        if (at[town] < (int)roads[town].size()) {
            auto [other, road] = roads[town][at[town]++];
            if (road == came[town]) continue;
            if (found[other]) {
                low[town] = std::min(low[town], found[other]);
                continue;
            }
            found[other] = low[other] = ++count;
            came[other] = road;
            path.push_back(other);
            continue;
        }
        path.pop_back();
        if (path.empty()) break;
        if (low[town] == found[town]) bridges++;
        low[path.back()] = std::min(low[path.back()], low[town]);
    }
    std::cout << bridges << '\n';
}
