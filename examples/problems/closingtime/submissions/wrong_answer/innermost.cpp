#include <iostream>
#include <string>
#include <utility>
#include <vector>

// Reports the folder opened last, not the first one that stays open.
int main() {
    std::string log;
    std::cin >> log;
    std::vector<std::pair<char, std::size_t>> stack;
    for (std::size_t i = 0; i < log.size(); i++) {
        char c = log[i];
        if (c == '(' || c == '[' || c == '{') stack.emplace_back(c, i + 1);
        if (c == ')' || c == ']' || c == '}') {
            char wanted = c == ')' ? '(' : c == ']' ? '[' : '{';
            if (stack.empty() || stack.back().first != wanted) {
                std::cout << "stray " << i + 1 << "\n";
                return 0;
            }
            stack.pop_back();
        }
    }
    if (stack.empty()) std::cout << "ok\n";
    else std::cout << "open " << stack.back().second << "\n";
}
