# Looks at the first hundred days only: the short group, and of the group without losses the test that is short.
input()
gains = list(map(int, input().split()))[:100]
best = row = gains[0]
for gain in gains[1:]:
    row = max(gain, row + gain)
    best = max(best, row)
print(best)
