# Tries every hut as the next one, one call deeper each time.
import sys
from functools import cache

_, *huts = map(int, sys.stdin.read().split())


@cache
def nights(i):
    return 1 + max((nights(j) for j in range(i + 1, len(huts)) if huts[j] > huts[i]), default=0)


print(max(nights(i) for i in range(len(huts))))
