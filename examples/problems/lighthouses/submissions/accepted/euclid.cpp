#include <iostream>

// Gives the greatest common divisor g of a and b, and x with a * x = g modulo b.
long long euclid(long long a, long long b, long long& x) {
    long long r = a, s = b, u = 1, v = 0;
    while (s != 0) {
        long long times = r / s, rest = r % s, next = u - times * v;
        r = s, s = rest, u = v, v = next;
    }
    x = u;
    return r;
}

int main() {
    long long a, p, b, q, x;
    std::cin >> a >> p >> b >> q;
    long long g = euclid(a, b, x);
    if ((q - p) % g != 0) {
        std::cout << "never\n";
        return 0;
    }
    long long period = b / g;
    long long wanted = ((q - p) / g % period + period) % period, inverse = (x % period + period) % period;
    std::cout << p + wanted * inverse % period * a << '\n';
}
