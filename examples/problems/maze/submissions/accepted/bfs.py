import sys


def main() -> str:
    r, c, *rows = sys.stdin.read().split()
    width = int(c) + 1
    cells = "#" * width + "#".join(rows) + "#" * (width + 1)
    start, end = cells.index("S"), cells.index("E")
    seen = bytearray(char == "#" for char in cells)
    seen[start] = 1
    frontier, steps = [start], 0
    while frontier:
        if seen[end] and end in frontier:
            return str(steps)
        following = []
        for place in frontier:
            for neighbour in (place - width, place - 1, place + 1, place + width):
                if not seen[neighbour]:
                    seen[neighbour] = 1
                    following.append(neighbour)
        frontier = following
        steps += 1
    return "trapped"


print(main())
