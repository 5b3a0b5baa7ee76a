# Also sleeps in a hut that is only as high as the last one.
import sys
from bisect import bisect_right

_, *huts = map(int, sys.stdin.read().split())
lowest = []
for hut in huts:
    at = bisect_right(lowest, hut)
    lowest[at:at + 1] = [hut]
print(len(lowest))
