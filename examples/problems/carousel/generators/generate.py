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

def solve(seats: list[str], steps: int) -> list[str]:
    steps %= len(seats)
    return seats[len(seats) - steps :] + seats[: len(seats) - steps]


random.seed(27)
case("sample/1", ["Ann", "Ben", "Cem", ""], 1)
case("sample/2", ["Ann", "Ben"], 4)
case("secret/01-one", ["x"], 999_999_999)
case("secret/02-nobody-moves", ["a", "b", "c"], 0)
case("secret/03-backslash-and-quote", ["\\", "\"", "\n\t", "\u0001"], 3)
case("secret/04-letters-of-all-kinds", ["Zoë", "Łukasz", "山田", "🎠", ""], 2)
case("secret/05-common-divisor", [str(seat) for seat in range(12)], 8)
case("secret/06-many", ["".join(random.choices("abcdef ", k=12)) for _ in range(20_000)], 123_456_789)
