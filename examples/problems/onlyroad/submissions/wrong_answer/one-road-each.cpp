// Remembers the town it came from, so that a second road to that is not seen.
#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    int n, m;
    std::cin >> n >> m;
    std::vector<std::vector<int>> roads(n + 1);
    for (int a, b; m-- && std::cin >> a >> b;) {
        roads[a].push_back(b);
        roads[b].push_back(a);
    }
    std::vector<int> found(n + 1), low(n + 1), at(n + 1), path{1};
    int count = 1, bridges = 0;
    found[1] = low[1] = 1;
    while (!path.empty()) {
        int town = path.back(), before = path.size() > 1 ? path[path.size() - 2] : 0;
        if (at[town] < (int)roads[town].size()) {
            int other = roads[town][at[town]++];
            if (other == before) continue;
            if (found[other]) {
                low[town] = std::min(low[town], found[other]);
                continue;
            }
            found[other] = low[other] = ++count;
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
