import sys

n, *rest = map(int, sys.stdin.buffer.read().split())
roads = [[] for _ in range(n + 1)]
for a, b, metres in zip(rest[::3], rest[1::3], rest[2::3]):
    roads[a].append((b, metres))
    roads[b].append((a, metres))
above, length, far, order = [0] * (n + 1), [0] * (n + 1), [0] * (n + 1), [1]
for village in order:
    for other, metres in roads[village]:
        if other != above[village]:
            above[other], length[other], far[other] = village, metres, far[village] + metres
            order.append(other)
size = [1] * (n + 1)
for village in reversed(order):
    size[above[village]] += size[village]
ways = [0] * (n + 1)
ways[1] = sum(far)
for village in order[1:]:
    ways[village] = ways[above[village]] + length[village] * (n - 2 * size[village])
best = min(range(1, n + 1), key=ways.__getitem__)
print(best, ways[best])
