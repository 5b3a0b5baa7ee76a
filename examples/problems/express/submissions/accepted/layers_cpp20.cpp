#include <functional>
#include <iostream>
#include <queue>
#include <utility>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, m, k;
    std::cin >> n >> m >> k;
    std::vector<std::vector<std::pair<int, long long>>> lines(n);
    for (int i = 0; i < m; i++) {
        int a, b;
        long long p;
        std::cin >> a >> b >> p;
        lines[a - 1].emplace_back(b - 1, p);
        lines[b - 1].emplace_back(a - 1, p);
    }
    using State = std::pair<long long, int>;
    std::vector<long long> best(static_cast<std::size_t>(n) * (k + 1), 1LL << 60);
    std::priority_queue<State, std::vector<State>, std::greater<>> queue;
    auto offer = [&](long long cost, int state) {
        if (cost < best[state]) {
            best[state] = cost;
            queue.emplace(cost, state);
        }
    };
    offer(0, 0);
    while (!queue.empty()) {
        const auto [cost, state] = queue.top();
        queue.pop();
        if (cost > best[state]) continue;
        const int used = state / n, town = state % n;
        if (town == n - 1) {
            std::cout << cost << '\n';
            return 0;
        }
        for (const auto& [other, price] : lines[town]) {
            offer(cost + price, used * n + other);
            if (used < k) offer(cost, (used + 1) * n + other);
        }
    }
    std::cout << "stranded\n";
}
