# Repaints every house for each new line.
import sys

n, m, *ends = map(int, sys.stdin.read().split())
colour = list(range(n + 1))
grids, useless, when = n, 0, 0 if n == 1 else -1
for i in range(m):
    a, b = colour[ends[2 * i]], colour[ends[2 * i + 1]]
    if a == b:
        useless += 1
        continue
    colour = [b if c == a else c for c in colour]
    grids -= 1
    if grids == 1:
        when = i + 1
print(when, useless)
