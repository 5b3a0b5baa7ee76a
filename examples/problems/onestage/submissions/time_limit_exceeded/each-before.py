# For each band the best plan that ends with it, from all bands before.
import sys

_, *minutes = map(int, sys.stdin.buffer.read().split())
bands = sorted(zip(minutes[1::2], minutes[::2]))
best = []
for i, (_, begin) in enumerate(bands):
    best.append(1 + max((best[j] for j in range(i) if bands[j][0] <= begin), default=0))
print(max(best))
