import sys
from math import hypot

n, *numbers = map(int, sys.stdin.buffer.read().split())
xs, ys = numbers[::2], numbers[1::2]
twice = border = 0
for i in range(n):
    twice += xs[i - 1] * ys[i] - xs[i] * ys[i - 1]
    border += hypot(xs[i] - xs[i - 1], ys[i] - ys[i - 1])
print(abs(twice) / 2, border)
