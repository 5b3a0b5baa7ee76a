input()
gains = list(map(int, input().split()))
best = row = gains[0]
for gain in gains[1:]:
    row = max(gain, row + gain)
    best = max(best, row)
print(best)
