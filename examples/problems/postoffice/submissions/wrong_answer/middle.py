# The village from which the longest way is the shortest.
import sys

n, *rest = map(int, sys.stdin.buffer.read().split())
roads = [[] for _ in range(n + 1)]
for a, b, metres in zip(rest[::3], rest[1::3], rest[2::3]):
    roads[a].append((b, metres))
    roads[b].append((a, metres))


def walk(start):
    far, order = [-1] * (n + 1), [start]
    far[start] = 0
    for village in order:
        for other, metres in roads[village]:
            if far[other] < 0:
                far[other] = far[village] + metres
                order.append(other)
    return far


def farthest(far):
    return max(range(1, n + 1), key=far.__getitem__)


one = farthest(walk(1))
from_one = walk(one)
from_other = walk(farthest(from_one))
best = min(range(1, n + 1), key=lambda village: max(from_one[village], from_other[village]))
print(best, sum(walk(best)[1:]))
