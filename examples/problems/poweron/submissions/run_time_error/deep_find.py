# Follows parents by recursion and without shortening the way.
import sys

n, m, *ends = map(int, sys.stdin.read().split())
parent = list(range(n + 1))


def find(x):
    return x if parent[x] == x else find(parent[x])


grids, useless, when = n, 0, 0 if n == 1 else -1
for i in range(m):
    a, b = find(ends[2 * i]), find(ends[2 * i + 1])
    if a == b:
        useless += 1
        continue
    parent[a] = b
    grids -= 1
    if grids == 1:
        when = i + 1
print(when, useless)
