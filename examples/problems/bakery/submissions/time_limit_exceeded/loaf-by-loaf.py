import sys
from heapq import heapify, heapreplace

_, loaves, *minutes = map(int, sys.stdin.buffer.read().split())
ovens = [(one, one) for one in minutes]
heapify(ovens)
for _ in range(loaves - 1):
    ready, one = ovens[0]
    heapreplace(ovens, (ready + one, one))
print(ovens[0][0])
