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
    n, target, *prices = map(int, text.split())
    first: dict[int, int] = {}
    for number, price in enumerate(prices, 1):
        if target - price in first:
            return f"{first[target - price]} {number}\n"
        first.setdefault(price, number)
    return "impossible\n"


def tickets(target: int, prices: list[int]) -> str:
    return f"{len(prices)} {target}\n{' '.join(map(str, prices))}\n"


random.seed(3)
case("sample/1", tickets(10, [3, 5, 5, 7]))
case("sample/2", tickets(8, [4, 1, 6]))
case("sample/3", tickets(6, [2, 2, 9, 4]))
case("secret/01-smallest", tickets(2, [1, 1]))
case("secret/02-smallest-impossible", tickets(3, [1, 1]))
case("secret/03-largest", tickets(2 * 10**9, [10**9, 1, 10**9]))
case("secret/04-many-equal", tickets(10, [3] * 50 + [7] * 50))
case("secret/05-half", tickets(100, [50, 1, 2, 3, 4, 50, 50]))
case("secret/06-target-too-small", tickets(1, [5, 6, 7]))
case("secret/07-random", tickets(1000, [random.randint(1, 999) for _ in range(200)]))
case("secret/08-last-pair", tickets(10**9 + 7, [2 * random.randint(1, 10**8) for _ in range(30000)] + [10**9, 7]))
case("secret/09-impossible", tickets(999_999_999, [2 * random.randint(1, 10**8) for _ in range(40000)]))
case("secret/10-one-price", tickets(3, [1] * 60000 + [2]))
