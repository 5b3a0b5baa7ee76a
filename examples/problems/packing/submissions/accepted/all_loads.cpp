#include <iostream>
#include <vector>

int main() {
    int n, c, weight;
    std::cin >> n >> c;
    std::vector<int> parcel(c + 1), before(c + 1, -1);
    before[0] = 0;
    for (int number = 1; number <= n && std::cin >> weight; number++)
        for (int load = c; load >= weight; load--)
            if (before[load] < 0 && before[load - weight] >= 0) {
                before[load] = load - weight;
                parcel[load] = number;
            }
    int load = c;
    while (before[load] < 0) load--;
    for (; load > 0; load = before[load]) std::cout << parcel[load] << "\n";
}
