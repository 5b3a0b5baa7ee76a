#include <iostream>
#include <queue>
#include <string>
#include <vector>

// Also steps diagonally.
int main() {
    int r, c;
    std::cin >> r >> c;
    std::string cells(c + 2, '#');
    for (int y = 0; y < r; y++) {
        std::string row;
        std::cin >> row;
        cells += '#' + row + '#';
    }
    cells += std::string(c + 2, '#');
    std::vector<int> steps(cells.size(), -1);
    std::queue<int> queue({static_cast<int>(cells.find('S'))});
    steps[queue.front()] = 0;
    while (!queue.empty()) {
        const int place = queue.front();
        queue.pop();
        for (int dy = -1; dy <= 1; dy++)
            for (int dx = -1; dx <= 1; dx++) {
                const int next = place + dy * (c + 2) + dx;
                if (cells[next] == '#' || steps[next] != -1) continue;
                steps[next] = steps[place] + 1;
                queue.push(next);
            }
    }
    const int best = steps[cells.find('E')];
    if (best == -1) std::cout << "trapped\n";
    else std::cout << best << '\n';
}
