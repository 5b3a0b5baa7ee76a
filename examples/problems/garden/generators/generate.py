"""Writes data/ of this problem. Run it from anywhere: python3 generators/generate.py"""
import math
import random
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"


def case(name: str, text: str) -> None:
    path = DATA / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".in").write_text(text, encoding="utf-8", newline="\n")
    path.with_suffix(".ans").write_text(solve(text), encoding="utf-8", newline="\n")


def solve(text: str) -> str:
    n, *numbers = map(int, text.split())
    corners = list(zip(numbers[::2], numbers[1::2]))
    twice, border = 0, []
    for (x, y), (u, v) in zip(corners, corners[1:] + corners[:1]):
        twice += x * v - u * y
        border.append(math.hypot(u - x, v - y))
    return f"{abs(twice) // 2}{'.5' if twice % 2 else '.0'} {math.fsum(border):.9f}\n"


def garden(corners: list[tuple[int, int]]) -> str:
    return f"{len(corners)}\n" + "".join(f"{x} {y}\n" for x, y in corners)


def star(n: int, centre: int, low: int, high: int) -> list[tuple[int, int]]:
    """Corners at increasing angles around a centre: such a polygon cannot cross itself."""
    corners = []
    for i in range(n):
        angle = 2 * math.pi * i / n
        radius = random.randint(low, high)
        corners.append((centre + round(radius * math.cos(angle)), round(radius * math.sin(angle))))
    return corners


random.seed(4)
case("sample/1", garden([(0, 0), (4, 0), (4, 3), (0, 3)]))
case("sample/2", garden([(0, 3), (4, 3), (4, 0), (0, 0)]))
case("sample/3", garden([(0, 0), (1, 0), (0, 1)]))
M = 10**6
case("secret/01-largest", garden([(-M, -M), (M, -M), (M, M), (-M, M)]))
case("secret/02-sliver", garden([(-M, 0), (M, 1), (M, 0)]))
case("secret/03-clockwise", garden([(0, 0), (0, 7), (7, 7), (7, 0)]))
case("secret/04-not-convex", garden([(0, 0), (10, 0), (10, 10), (5, 1), (0, 10)]))
case("secret/05-straight-corners", garden([(0, 0), (1, 0), (2, 0), (3, 0), (3, 3), (2, 3), (0, 3)]))
case("secret/06-far-from-origin", garden([(M - 1, M), (M, M), (M, M - 1)]))
case("secret/07-star", garden(star(60, 0, 1000, 900_000)))
case("secret/08-big", garden(star(3000, 0, 990_000, 999_999)))
case("secret/09-big-clockwise", garden(star(3000, -400_000, 500_000, 599_999)[::-1]))
comb = [(x, 3 * (x % 2) + 1) for x in range(20_000)]
case("secret/10-comb", garden([(0, 0), (19_999, 0)] + comb[::-1]))
