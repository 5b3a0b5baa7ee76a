import sys
from bisect import bisect_left

_, loaves, *minutes = map(int, sys.stdin.buffer.read().split())
print(bisect_left(range(loaves * min(minutes)), loaves, key=lambda at: sum(at // one for one in minutes)))
