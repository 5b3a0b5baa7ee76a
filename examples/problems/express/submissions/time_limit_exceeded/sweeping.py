# Sweeps over all lines until nothing gets cheaper.
import sys

n, m, k, *numbers = map(int, sys.stdin.read().split())
lines = list(zip(numbers[::3], numbers[1::3], numbers[2::3]))
lines = lines + [(b, a, p) for a, b, p in lines]
lines.sort(reverse=True)
best = [[0 if town == 1 else 1 << 60 for town in range(n + 1)] for _ in range(k + 1)]
changed = True
while changed:
    changed = False
    for a, b, p in lines:
        for used in range(k + 1):
            cost = best[used][a]
            if cost + p < best[used][b]:
                best[used][b] = cost + p
                changed = True
            if used < k and cost < best[used + 1][b]:
                best[used + 1][b] = cost
                changed = True
least = min(layer[n] for layer in best)
print(least if least < 1 << 60 else "stranded")
