"""Writes data/ of this problem. Run it from anywhere: python3 generators/generate.py"""
import json
import random
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"


def text(value) -> str:
    return json.dumps(value, separators=(",", ":")) + "\n"


def case(name: str, *arguments) -> None:
    path = DATA / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".in").write_text("".join(map(text, arguments)), encoding="utf-8", newline="\n")
    path.with_suffix(".ans").write_text(text(solve(*arguments)), encoding="utf-8", newline="\n")


def solve(left: list[int], right: list[int]) -> list[int]:
    both = min(len(left), len(right))
    turns = [car for pair in zip(left, right) for car in pair]
    return turns + left[both:] + right[both:]


def lane(cars: int) -> list[int]:
    return [random.randint(0, 10**9) for _ in range(cars)]


random.seed(31)
case("sample/1", [1, 2, 3], [10, 20, 30])
case("sample/2", [7], [4, 5, 6])
case("secret/01-none", [], [])
case("secret/02-no-left", [], [3, 1, 2])
case("secret/03-no-right", [9, 8], [])
case("secret/04-left-longer", [5, 6, 7, 8, 9], [1])
case("secret/05-equal-numbers", [2, 2, 2], [2, 2])
case("secret/06-same-length", lane(5_000), lane(5_000))
case("secret/07-long", lane(1_000), lane(9_000))
