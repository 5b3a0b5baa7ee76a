import sys

n, *rest = map(int, sys.stdin.buffer.read().split())
roads = [[] for _ in range(n + 1)]
for a, b, metres in zip(rest[::3], rest[1::3], rest[2::3]):
    roads[a].append((b, metres))
    roads[b].append((a, metres))
size, ways = [1] * (n + 1), [0] * (n + 1)


def down(village, above, far):
    ways[1] += far
    for other, metres in roads[village]:
        if other != above:
            down(other, village, far + metres)
            size[village] += size[other]


def move(village, above):
    for other, metres in roads[village]:
        if other != above:
            ways[other] = ways[village] + metres * (n - 2 * size[other])
            move(other, village)


down(1, 0, 0)
move(1, 0)
best = min(range(1, n + 1), key=ways.__getitem__)
print(best, ways[best])
