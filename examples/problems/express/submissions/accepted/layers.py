import sys
from heapq import heappop, heappush


def main() -> str:
    n, m, k, *numbers = map(int, sys.stdin.buffer.read().split())
    lines = [[] for _ in range(n)]
    for i in range(0, 3 * m, 3):
        a, b, p = numbers[i] - 1, numbers[i + 1] - 1, numbers[i + 2]
        lines[a].append((b, p))
        lines[b].append((a, p))
    # A state is a town together with the number of coupons used.
    best = [1 << 60] * (n * (k + 1))
    best[0] = 0
    heap = [(0, 0)]
    while heap:
        cost, state = heappop(heap)
        if cost > best[state]:
            continue
        used, town = divmod(state, n)
        if town == n - 1:
            return str(cost)
        for other, price in lines[town]:
            paid = used * n + other
            if cost + price < best[paid]:
                best[paid] = cost + price
                heappush(heap, (cost + price, paid))
            if used < k and cost < best[paid + n]:
                best[paid + n] = cost
                heappush(heap, (cost, paid + n))
    return "stranded"


print(main())
