import sys

_, *huts = map(int, sys.stdin.read().split())
best = []
for i, hut in enumerate(huts):
    best.append(1 + max((best[j] for j in range(i) if huts[j] < hut), default=0))
print(max(best))
