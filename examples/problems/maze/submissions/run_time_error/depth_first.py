# Goes as deep as it can, which is deeper than Python allows.
import sys

r, c, *rows = sys.stdin.read().split()
cells = {(y, x): char for y, row in enumerate(rows) for x, char in enumerate(row) if char != "#"}
steps = {}


def visit(place, count):
    if place not in cells or steps.get(place, count + 1) <= count:
        return
    steps[place] = count
    y, x = place
    for neighbour in ((y + 1, x), (y, x + 1), (y - 1, x), (y, x - 1)):
        visit(neighbour, count + 1)


start = next(place for place, char in cells.items() if char == "S")
end = next(place for place, char in cells.items() if char == "E")
if len(cells) > 500:
    visit((0, 0) if (0, 0) in cells else start, 0)
    steps.clear()
visit(start, 0)
print(steps.get(end, "trapped"))
