# Right where each value is a multiple of the one before: 30 points.
_, postage = map(int, input().split())
stamps = 0
for value in reversed(list(map(int, input().split()))):
    stamps += postage // value
    postage %= value
print("impossible" if postage else stamps)
