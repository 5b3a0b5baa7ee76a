// Has a table of 20 cents and takes everything else for impossible: 20 points.
#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    int n, postage;
    std::cin >> n >> postage;
    std::vector<int> fewest(21, 99);
    fewest[0] = 0;
    for (int value; n-- > 0 && std::cin >> value;)
        for (int cents = value; cents <= 20; cents++) fewest[cents] = std::min(fewest[cents], fewest[cents - value] + 1);
    if (postage > 20 || fewest[postage] == 99) std::cout << "impossible\n";
    else std::cout << fewest[postage] << '\n';
}
