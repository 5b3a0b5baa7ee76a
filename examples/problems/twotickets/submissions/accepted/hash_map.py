import sys


def main() -> str:
    n, target, *prices = map(int, sys.stdin.buffer.read().split())
    first = {}
    for number, price in enumerate(prices, 1):
        partner = first.get(target - price)
        if partner is not None:
            return f"{partner} {number}"
        first.setdefault(price, number)
    return "impossible"


print(main())
