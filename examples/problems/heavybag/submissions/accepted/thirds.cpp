#include <iostream>
#include <string>

int main() {
    int first = 1, count;
    std::cin >> count;
    while (count > 1) {
        int k = (count + 1) / 3;
        std::cout << "weigh " << k;
        for (int bag = first; bag < first + 2 * k; bag++) std::cout << ' ' << bag;
        std::cout << std::endl;
        std::string said;
        std::cin >> said;
        if (said == "left") count = k;
        else if (said == "right") first += k, count = k;
        else first += 2 * k, count -= 2 * k;
    }
    std::cout << "bag " << first << std::endl;
}
