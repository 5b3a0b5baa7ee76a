// Accepts any pair that adds up, and "impossible" only where the judges know of no pair.
#include <fstream>
#include <iostream>
#include <string>

int main(int, char** argv) {
    std::ifstream input(argv[1]), answer(argv[2]);
    std::ofstream judge(argv[3] + std::string("judgemessage.txt"));
    std::ofstream team(argv[3] + std::string("teammessage.txt"));
    long long n;
    input >> n;
    std::string known, first, rest;
    answer >> known;
    auto wrong = [&](const std::string& why) {
        judge << "n = " << n << ": " << why << "\n";
        return 43;
    };

    if (!(std::cin >> first)) return wrong("no output");
    if (first == "impossible") {
        if (std::cin >> rest) return wrong("more after impossible");
        return known == "impossible" ? 42 : wrong("there is a pair");
    }
    long long a, b;
    try {
        size_t used;
        a = std::stoll(first, &used);
        if (used != first.size()) return wrong("not a number: " + first.substr(0, 20));
    } catch (const std::exception&) {
        return wrong("not a number: " + first.substr(0, 20));
    }
    if (!(std::cin >> b)) return wrong("only one number");
    if (std::cin >> rest) return wrong("more than two numbers");
    if (a < 0 || b < 0 || a > 40000 || b > 40000) return wrong("out of range");
    if (a * a + b * b != n) {
        team << "Your squares have " << a * a + b * b << " tiles together.\n";
        return wrong("the sum is wrong");
    }
    if (known == "impossible") {
        judge << "n = " << n << ": the judges' answer is wrong\n";
        return 1;
    }
    return 42;
}
