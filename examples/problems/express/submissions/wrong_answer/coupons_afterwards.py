# Finds the cheapest way first and spends the coupons on its dearest rides afterwards.
import sys
from heapq import heappop, heappush

n, m, k, *numbers = map(int, sys.stdin.read().split())
lines = [[] for _ in range(n + 1)]
for i in range(0, 3 * m, 3):
    a, b, p = numbers[i:i + 3]
    lines[a].append((b, p))
    lines[b].append((a, p))
best, before = {1: 0}, {}
heap = [(0, 1)]
while heap:
    cost, town = heappop(heap)
    if cost > best[town]:
        continue
    for other, price in lines[town]:
        if cost + price < best.get(other, 1 << 60):
            best[other] = cost + price
            before[other] = (town, price)
            heappush(heap, (best[other], other))
if n not in best:
    print("stranded")
else:
    prices, town = [], n
    while town != 1:
        town, price = before[town]
        prices.append(price)
    print(sum(sorted(prices)[:max(0, len(prices) - k)]))
