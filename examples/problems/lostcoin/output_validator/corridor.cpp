// The judge's side: answers questions about the coin and stops after the twentieth.
#include <fstream>
#include <iostream>
#include <string>

int main(int, char** argv) {
    std::ifstream input(argv[1]);
    std::ofstream judge(argv[3] + std::string("judgemessage.txt"));
    long long n, coin, tile;
    input >> n >> coin;
    std::cout << n << std::endl;
    for (int asked = 1; asked <= 20; asked++) {
        if (!(std::cin >> tile) || tile < 1 || tile > n) {
            judge << "question " << asked << " is no tile\n";
            return 43;
        }
        std::cout << (coin < tile ? "left" : coin > tile ? "right" : "here") << std::endl;
        if (tile != coin) continue;
        std::string rest;
        if (std::cin >> rest) {
            judge << "goes on after finding the coin\n";
            return 43;
        }
        judge << asked << " questions\n";
        return 42;
    }
    judge << "all questions are used up\n";
    std::ofstream(argv[3] + std::string("teammessage.txt")) << "You asked 20 times without finding the coin.\n";
    return 43;
}
