import sys
from collections import Counter

eaten = Counter()
for line in sys.stdin:
    day, dish, portions = line.split()
    eaten[int(day), dish] += int(portions)
best = {}
for (day, dish), portions in sorted(eaten.items(), key=lambda one: (-one[1], one[0])):
    best.setdefault(day, (dish, portions))
for day in sorted(best):
    print(day, *best[day])
