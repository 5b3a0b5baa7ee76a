#include <iostream>
#include <map>
#include <string>

int main() {
    std::map<int, std::map<std::string, int>> eaten;
    int day, portions;
    for (std::string dish; std::cin >> day >> dish >> portions;) eaten[day][dish] += portions;
    for (const auto& [day, dishes] : eaten) {
        auto best = dishes.begin();
        for (auto one = dishes.begin(); one != dishes.end(); ++one)
            if (one->second > best->second) best = one;
        std::cout << day << ' ' << best->first << ' ' << best->second << '\n';
    }
}
