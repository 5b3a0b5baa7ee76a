# Ignores the shelves.
import sys

r, c, *rows = sys.stdin.read().split()
place = {char: (y, x) for y, row in enumerate(rows) for x, char in enumerate(row) if char in "SE"}
print(abs(place["S"][0] - place["E"][0]) + abs(place["S"][1] - place["E"][1]))
