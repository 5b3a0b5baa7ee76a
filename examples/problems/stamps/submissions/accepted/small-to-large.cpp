#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    int n, postage;
    std::cin >> n >> postage;
    const int never = 1000000;
    std::vector<int> fewest(postage + 1, never);
    fewest[0] = 0;
    for (int value; n-- > 0 && std::cin >> value;)
        for (int cents = value; cents <= postage; cents++)
            fewest[cents] = std::min(fewest[cents], fewest[cents - value] + 1);
    if (fewest[postage] == never) std::cout << "impossible\n";
    else std::cout << fewest[postage] << '\n';
}
