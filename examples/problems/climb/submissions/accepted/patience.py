import sys
from bisect import bisect_left

_, *huts = map(int, sys.stdin.buffer.read().split())
lowest = []
for hut in huts:
    at = bisect_left(lowest, hut)
    if at == len(lowest):
        lowest.append(hut)
    else:
        lowest[at] = hut
print(len(lowest))
