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


def solve(kinds: list[int], most: int) -> int:
    held: dict[int, int] = {}
    left = longest = 0
    for right, kind in enumerate(kinds):
        held[kind] = held.get(kind, 0) + 1
        while held[kind] > most:
            held[kinds[left]] -= 1
            left += 1
        longest = max(longest, right - left + 1)
    return longest


def row(boxes: int, kinds: int) -> list[int]:
    return [random.randrange(kinds) for _ in range(boxes)]


random.seed(35)
case("sample/1", [1, 2, 1, 3, 1, 2], 2)
case("sample/2", [4, 4, 4, 4], 1)
case("secret/01-one", [0], 1)
case("secret/02-all-fit", [5, 6, 5, 7, 5], 3)
case("secret/03-best-in-the-middle", [1, 1, 2, 3, 4, 5, 5, 5], 1)
case("secret/04-best-at-the-end", [9, 9, 9, 1, 2, 9, 3, 4], 1)
case("secret/05-large-numbers", [10**9, 0, 10**9, 0, 10**9 - 1], 1)
case("secret/06-most-is-more", [3, 3, 3], 50_000)
case("secret/07-few-kinds", row(10_000, 4), 37)
case("secret/08-many-kinds", row(20_000, 3_000), 3)
case("secret/09-all-other", random.sample(range(10**5), 15_000), 1)
case("secret/10-all-the-same", [8] * 20_000, 9_999)
