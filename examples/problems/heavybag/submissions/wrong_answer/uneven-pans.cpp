// Puts what is left over into the right pan.
#include <iostream>
#include <string>

int main() {
    int first = 1, count;
    std::cin >> count;
    while (count > 1) {
        int k = count / 2;
        std::cout << "weigh " << k;
        for (int bag = first; bag < first + count; bag++) std::cout << ' ' << bag;
        std::cout << std::endl;
        std::string said;
        if (!(std::cin >> said)) return 0;
        if (said == "left") count = k;
        else first += k, count -= k;
    }
    std::cout << "bag " << first << std::endl;
}
