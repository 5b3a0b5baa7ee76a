#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

// Right idea, totals of 32 bits.
int main() {
    int n, q;
    std::cin >> n >> q;
    std::vector<std::uint32_t> slope(n + 2), offset(n + 2);
    auto change = [&](int at, std::int64_t by, std::int64_t back) {
        for (; at <= n; at += at & -at) {
            slope[at] += static_cast<std::uint32_t>(by);
            offset[at] += static_cast<std::uint32_t>(back);
        }
    };
    auto prefix = [&](int to) {
        std::uint32_t s = 0, o = 0;
        for (int at = to; at > 0; at -= at & -at) {
            s += slope[at];
            o += offset[at];
        }
        return s * static_cast<std::uint32_t>(to) - o;
    };
    while (q-- > 0) {
        std::string word;
        int l, r;
        std::cin >> word >> l >> r;
        if (word == "add") {
            std::int64_t x;
            std::cin >> x;
            change(l, x, x * (l - 1));
            change(r + 1, -x, -x * r);
        } else {
            std::cout << static_cast<std::int32_t>(prefix(r) - prefix(l - 1)) << '\n';
        }
    }
}
