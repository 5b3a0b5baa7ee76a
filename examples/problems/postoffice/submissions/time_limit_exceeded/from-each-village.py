import sys

n, *rest = map(int, sys.stdin.buffer.read().split())
roads = [[] for _ in range(n + 1)]
for a, b, metres in zip(rest[::3], rest[1::3], rest[2::3]):
    roads[a].append((b, metres))
    roads[b].append((a, metres))
best = None
for start in range(1, n + 1):
    ways, open_ = 0, [(start, 0, 0)]
    for village, above, far in open_:
        ways += far
        open_.extend((other, village, far + metres) for other, metres in roads[village] if other != above)
    if best is None or ways < best[1]:
        best = start, ways
print(*best)
