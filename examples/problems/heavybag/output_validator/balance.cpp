// The judge's side: answers weighings, at most seven, and looks which bag is named at last.
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

int main(int, char** argv) {
    std::ifstream input(argv[1]);
    std::ofstream judge(argv[3] + std::string("judgemessage.txt"));
    std::ofstream team(argv[3] + std::string("teammessage.txt"));
    int n, heavy;
    input >> n >> heavy;
    auto wrong = [&](const std::string& why) {
        judge << why << "\n";
        team << why << "\n";
        return 43;
    };
    std::cout << n << std::endl;
    for (int weighed = 0;;) {
        std::string word;
        int k, bag;
        if (!(std::cin >> word)) return wrong("No bag was named.");
        if (word == "bag") {
            if (!(std::cin >> bag)) return wrong("After bag comes no number.");
            if (bag != heavy) return wrong("This is not the heavy bag.");
            if (std::cin >> word) return wrong("Something comes after the bag.");
            judge << weighed << " weighings\n";
            return 42;
        }
        if (word != "weigh") return wrong("A line begins neither with weigh nor with bag.");
        if (weighed++ == 7) return wrong("You weighed more than 7 times.");
        if (!(std::cin >> k) || k < 1 || 2 * k > n) return wrong("So many bags cannot be in a pan.");
        std::vector<bool> used(n + 1);
        std::string down = "even";
        for (int i = 0; i < 2 * k; i++) {
            if (!(std::cin >> bag) || bag < 1 || bag > n) return wrong("There is no such bag.");
            if (used[bag]) return wrong("A bag is in the pans twice.");
            used[bag] = true;
            if (bag == heavy) down = i < k ? "left" : "right";
        }
        std::cout << down << std::endl;
    }
}
