# Looks for the largest order of each day.
import sys

best = {}
for line in sys.stdin:
    day, dish, portions = line.split()
    best[int(day)] = min(best.get(int(day), (0, "")), (-int(portions), dish))
for day in sorted(best):
    portions, dish = best[day]
    print(day, dish, -portions)
