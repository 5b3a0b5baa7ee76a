# Stops counting useless lines once the town is whole.
import sys

n, m, *ends = map(int, sys.stdin.read().split())
parent = list(range(n + 1))


def find(x):
    while parent[x] != x:
        parent[x] = parent[parent[x]]
        x = parent[x]
    return x


grids, useless, when = n, 0, 0 if n == 1 else -1
for i in range(m):
    if grids == 1:
        break
    a, b = find(ends[2 * i]), find(ends[2 * i + 1])
    if a == b:
        useless += 1
    else:
        parent[a] = b
        grids -= 1
        if grids == 1:
            when = i + 1
print(when, useless)
