# Sweeps over the whole plan until no number changes any more.
import sys

r, c, *rows = sys.stdin.read().split()
cells = [[char for char in row] for row in rows]
steps = {(y, x): 0 if char == "S" else 10**9 for y, row in enumerate(cells) for x, char in enumerate(row) if char != "#"}
end = next(place for place in steps if cells[place[0]][place[1]] == "E")
changed = True
while changed:
    changed = False
    for y, x in reversed(steps):
        best = 1 + min(steps.get(place, 10**9) for place in ((y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)))
        if best < steps[y, x]:
            steps[y, x] = best
            changed = True
print(steps[end] if steps[end] < 10**9 else "trapped")
