#include <iostream>
#include <numeric>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, m;
    std::cin >> n >> m;
    std::vector<int> parent(n + 1);
    std::iota(parent.begin(), parent.end(), 0);
    auto find = [&](int x) {
        while (parent[x] != x) x = parent[x] = parent[parent[x]];
        return x;
    };
    int grids = n, useless = 0, when = n == 1 ? 0 : -1;
    for (int i = 1; i <= m; i++) {
        int a, b;
        std::cin >> a >> b;
        a = find(a);
        b = find(b);
        if (a == b) {
            useless++;
        } else {
            parent[a] = b;
            if (--grids == 1) when = i;
        }
    }
    std::cout << when << ' ' << useless << '\n';
}
