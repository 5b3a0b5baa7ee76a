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


def solve(values: list[int], target: int) -> list[int]:
    seen = {}
    for index, value in enumerate(values):
        if target - value in seen:
            return [seen[target - value], index]
        seen[value] = index
    raise ValueError("no pair")


random.seed(21)
case("sample/1", [2, 7, 11, 15], 9)
case("sample/2", [3, 2, 4], 6)
case("secret/01-equal-values", [3, 3], 6)
case("secret/02-negative", [-3, 4, 3, 90], 0)
case("secret/03-not-with-itself", [5, 1, 9, 4], 10)
case("secret/04-zeros", [0, 8, 3, 0], 0)
case("secret/05-largest", [10**9, -(10**9), 1, 999999999], 10**9)
odd = random.sample(range(1, 10**9, 2), 49_999)
case("secret/06-last-two", [*odd, 2, 0], 2)
large = random.sample(range(1, 400_000_000, 2), 99_998)
case("secret/07-far-apart", [-900_000_000, *large, 900_000_001], 1)
