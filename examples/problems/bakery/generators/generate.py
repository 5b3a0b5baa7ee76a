"""Writes data/ of this problem. Run it from anywhere: python3 generators/generate.py"""
import random
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"


def case(name: str, text: str) -> None:
    path = DATA / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".in").write_text(text, encoding="utf-8", newline="\n")
    path.with_suffix(".ans").write_text(solve(text), encoding="utf-8", newline="\n")


def solve(text: str) -> str:
    _, loaves, *minutes = map(int, text.split())
    low, high = 1, loaves * min(minutes)
    while low < high:
        middle = (low + high) // 2
        if sum(middle // one for one in minutes) >= loaves:
            high = middle
        else:
            low = middle + 1
    return f"{low}\n"


def bakery(loaves: int, minutes: list[int]) -> str:
    return f"{len(minutes)} {loaves}\n{' '.join(map(str, minutes))}\n"


random.seed(39)
case("sample/1", bakery(7, [2, 3]))
case("sample/2", bakery(1, [30, 20, 25]))
case("secret/01-one", bakery(1, [1]))
case("secret/02-one-oven", bakery(1_000, [7]))
case("secret/03-same-minute", bakery(5, [4, 4, 4, 4]))
case("secret/04-one-is-fast", bakery(10, [1, 1_000, 1_000]))
case("secret/05-some", bakery(12_345, [random.randint(1, 50) for _ in range(100)]))
case("secret/06-slow", bakery(999_999_937, [999_999_929]))
case("secret/07-fast", bakery(10**9, [1] * 20_000))
case("secret/08-fast-and-slow", bakery(10**9, [10**9] * 10_000 + [999_999_999]))
case("secret/09-random", bakery(987_654_321, [random.randint(1, 10**9) for _ in range(15_000)]))
