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


def solve(cars: list[int]) -> list[int]:
    return cars[::-1]


random.seed(22)
case("sample/1", [1, 2, 3, 4, 5])
case("sample/2", [])
case("secret/01-one", [7])
case("secret/02-two", [1, 2])
case("secret/03-equal", [4, 4, 4, 5])
case("secret/04-palindrome-but-one", [1, 2, 3, 2, 9])
case("secret/05-negative", [-1, 0, -1_000_000_000, 1_000_000_000])
case("secret/06-long", [random.randint(-(10**9), 10**9) for _ in range(50_000)])
