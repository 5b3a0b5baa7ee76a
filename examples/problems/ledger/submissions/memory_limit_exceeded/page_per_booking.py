# Keeps a copy of the whole ledger after each booking.
import sys

first, *entries = sys.stdin.read().splitlines()
versions = [[0] * (int(first.split()[0]) + 1)]
for entry in entries:
    word, *numbers = entry.split()
    l, r = int(numbers[0]), int(numbers[1])
    if word == "add":
        x = int(numbers[2])
        page = versions[-1]
        versions.append(page[:l] + [amount + x for amount in page[l:r + 1]] + page[r + 1:])
    else:
        print(sum(versions[-1][l:r + 1]))
