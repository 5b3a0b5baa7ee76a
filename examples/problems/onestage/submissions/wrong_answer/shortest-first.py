import sys
from bisect import bisect_left, insort

_, *minutes = map(int, sys.stdin.buffer.read().split())
taken = []
for begin, end in sorted(zip(minutes[::2], minutes[1::2]), key=lambda band: band[1] - band[0]):
    at = bisect_left(taken, (begin, end))
    if (at == 0 or taken[at - 1][1] <= begin) and (at == len(taken) or end <= taken[at][0]):
        insort(taken, (begin, end))
print(len(taken))
