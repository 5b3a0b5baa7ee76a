#include <iostream>
#include <string>

int main() {
    std::string side, word = "a";
    std::cin >> side;
    if (side == "speak") {
        int x, at = 0;
        std::cin >> x;
        for (int i = 0; i < 30; i++) word += "abc"[at = (at + 1 + (x >> i & 1)) % 3];
        std::cout << word << "\n";
    } else {
        int x = 0;
        std::cin >> word;
        for (int i = 0; i < 30; i++) x |= ((word[i + 1] - word[i] + 3) % 3 - 1) << i;
        std::cout << x << "\n";
    }
}
