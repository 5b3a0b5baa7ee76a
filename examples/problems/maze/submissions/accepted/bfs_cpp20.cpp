#include <iostream>
#include <queue>
#include <string>
#include <vector>

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
    const int start = static_cast<int>(cells.find('S')), end = static_cast<int>(cells.find('E'));
    std::vector<int> steps(cells.size(), -1);
    std::queue<int> queue({start});
    steps[start] = 0;
    while (!queue.empty()) {
        const int place = queue.front();
        queue.pop();
        for (const int next : {place - 1, place + 1, place - c - 2, place + c + 2})
            if (cells[next] != '#' && steps[next] == -1) {
                steps[next] = steps[place] + 1;
                queue.push(next);
            }
    }
    if (steps[end] == -1) std::cout << "trapped\n";
    else std::cout << steps[end] << '\n';
}
