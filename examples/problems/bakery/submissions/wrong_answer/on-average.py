# As if half a loaf were something to sell.
import sys
from math import ceil

_, loaves, *minutes = map(int, sys.stdin.buffer.read().split())
print(ceil(loaves / sum(1 / one for one in minutes)))
