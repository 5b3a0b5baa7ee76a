# Touches every day of every entry.
import sys

first, *entries = sys.stdin.read().splitlines()
days = [0] * (int(first.split()[0]) + 1)
for entry in entries:
    word, *numbers = entry.split()
    l, r = int(numbers[0]), int(numbers[1])
    if word == "add":
        x = int(numbers[2])
        for day in range(l, r + 1):
            days[day] += x
    else:
        print(sum(days[l:r + 1]))
