"""Writes data/ of this problem. Run it from anywhere: python3 generators/generate.py"""
import random
from collections import deque
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"


def case(name: str, text: str) -> None:
    path = DATA / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".in").write_text(text, encoding="utf-8", newline="\n")
    path.with_suffix(".ans").write_text(solve(text), encoding="utf-8", newline="\n")


def solve(text: str) -> str:
    size, *rows = text.split()[0:1] + text.split()[2:]
    cells = {(y, x): char for y, row in enumerate(rows) for x, char in enumerate(row)}
    start = next(place for place, char in cells.items() if char == "S")
    steps = {start: 0}
    queue = deque([start])
    while queue:
        y, x = queue.popleft()
        if cells[y, x] == "E":
            return f"{steps[y, x]}\n"
        for place in ((y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)):
            if cells.get(place, "#") != "#" and place not in steps:
                steps[place] = steps[y, x] + 1
                queue.append(place)
    return "trapped\n"


def plan(rows: list[str]) -> str:
    return f"{len(rows)} {len(rows[0])}\n" + "".join(row + "\n" for row in rows)


def put(rows: list[list[str]], start: tuple[int, int], end: tuple[int, int]) -> str:
    rows[start[0]][start[1]] = "S"
    rows[end[0]][end[1]] = "E"
    return plan(["".join(row) for row in rows])


def noise(r: int, c: int, shelves: float) -> list[list[str]]:
    return [["#" if random.random() < shelves else "." for _ in range(c)] for _ in range(r)]


def snake(r: int, c: int) -> list[list[str]]:
    """One long way that goes to and fro through every second row."""
    rows = [["."] * c for _ in range(r)]
    for y in range(1, r, 2):
        rows[y] = ["#"] * c
        rows[y][-1 if y % 4 == 1 else 0] = "."
    return rows


random.seed(7)
case("sample/1", plan(["S#E", "..."]))
case("sample/2", plan(["S.#.", "..#E"]))
case("secret/01-neighbours", plan(["SE"]))
case("secret/02-column", plan(["E", ".", ".", "S"]))
case("secret/03-walled-in", plan(["...", ".#.", "#S#", ".#E"]))
case("secret/04-open", put(noise(60, 60, 0), (0, 0), (59, 59)))
case("secret/05-no-way-through-corners", plan(["S#", "#E"]))
case("secret/06-two-ways", plan(["S......", ".#####.", ".#E...."]))
case("secret/07-noise", put(noise(40, 80, 0.3), (0, 0), (39, 79)))
case("secret/08-open-large", put(noise(300, 300, 0), (150, 150), (299, 0)))
case("secret/09-noise-large", put(noise(300, 300, 0.35), (0, 0), (299, 299)))
case("secret/10-snake", put(snake(401, 301), (0, 0), (400, 300)))
