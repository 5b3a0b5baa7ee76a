"""Writes data/ of this problem. Run it from anywhere: python3 generators/generate.py"""
import random
from bisect import bisect_left
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"


def case(name: str, text: str) -> None:
    path = DATA / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".in").write_text(text, encoding="utf-8", newline="\n")
    path.with_suffix(".ans").write_text(solve(text), encoding="utf-8", newline="\n")


def solve(text: str) -> str:
    _, *huts = map(int, text.split())
    lowest: list[int] = []
    for hut in huts:
        at = bisect_left(lowest, hut)
        lowest[at : at + 1] = [hut]
    return f"{len(lowest)}\n"


def trail(huts: list[int]) -> str:
    return f"{len(huts)}\n{' '.join(map(str, huts))}\n"


random.seed(6)
case("sample/1", trail([100, 700, 300, 200, 400, 350, 800]))
case("sample/2", trail([5, 5, 5]))
case("secret/01-one", trail([0]))
case("secret/02-down", trail([5, 4, 3, 2, 1, 0]))
case("secret/03-up", trail([0, 1, 10**9]))
case("secret/04-equal-in-between", trail([1, 2, 2, 3, 3, 3, 4]))
case("secret/05-low-after-high", trail([10, 11, 12, 1, 2, 3, 4]))
case("secret/06-random-small", trail([random.randint(0, 30) for _ in range(100)]))
case("secret/07-all-up", trail(list(range(0, 30_000))))
case("secret/08-all-equal", trail([7] * 30_000))
case("secret/09-random", trail([random.randint(0, 10**9) for _ in range(30_000)]))
case("secret/10-saw", trail([(i % 100) * 1000 + i // 100 for i in range(30_000)]))
