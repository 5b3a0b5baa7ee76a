#include <algorithm>
#include <iostream>
#include <vector>

std::vector<std::vector<int>> after;
std::vector<char> seen;
std::vector<int> order;

void visit(int piece) {
    if (seen[piece]) return;
    seen[piece] = 1;
    for (int other : after[piece]) visit(other);
    order.push_back(piece);
}

int main() {
    int n, m, a, b;
    std::cin >> n >> m;
    after.resize(n + 1);
    seen.resize(n + 1);
    while (m-- && std::cin >> a >> b) after[a].push_back(b);
    for (int piece = 1; piece <= n; piece++) visit(piece);
    std::reverse(order.begin(), order.end());
    for (int piece : order) std::cout << piece << ' ';
}
