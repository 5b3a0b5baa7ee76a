# Forgets that a walk in the other direction has a negative area.
import sys
from math import hypot

n, *numbers = map(int, sys.stdin.read().split())
xs, ys = numbers[::2], numbers[1::2]
twice = border = 0
for i in range(n):
    twice += xs[i - 1] * ys[i] - xs[i] * ys[i - 1]
    border += hypot(xs[i] - xs[i - 1], ys[i] - ys[i - 1])
print(twice / 2, border)
