#include <algorithm>
#include <iostream>
#include <utility>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n;
    std::cin >> n;
    std::vector<std::pair<int, int>> bands(n);
    for (auto& [end, begin] : bands) std::cin >> begin >> end;
    std::sort(bands.begin(), bands.end());
    int playing = 0, free = 0;
    for (auto [end, begin] : bands) {
        if (begin < free) continue;
        playing++;
        free = end;
    }
    std::cout << playing << '\n';
}
