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

def solve(shifts: list[list[int]]) -> list[list[int]]:
    spans: list[list[int]] = []
    for first, last in sorted(shifts):
        if spans and first <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], last)
        else:
            spans.append([first, last])
    return spans


def chance(count: int, length: int) -> list[list[int]]:
    starts = [random.randrange(10**9 - length) for _ in range(count)]
    return [[start, start + random.randrange(length)] for start in starts]


random.seed(25)
case("sample/1", [[1, 3], [2, 6], [8, 10], [15, 18]])
case("sample/2", [[4, 5], [1, 4]])
case("secret/01-none", [])
case("secret/02-one", [[7, 7]])
case("secret/03-within", [[1, 100], [2, 3], [50, 60], [100, 101]])
case("secret/04-same", [[5, 9], [5, 9], [5, 6]])
case("secret/05-unsorted", [[30, 40], [10, 20], [20, 30], [50, 60], [0, 5]])
case("secret/06-sparse", chance(12_000, 50_000))
case("secret/07-dense", chance(12_000, 2_000_000))
