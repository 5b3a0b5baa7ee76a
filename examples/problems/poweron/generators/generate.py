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
    n, m, *ends = map(int, text.split())
    parent = list(range(n + 1))

    def find(x: int) -> int:
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    grids, useless, when = n, 0, 0 if n == 1 else -1
    for i in range(m):
        a, b = find(ends[2 * i]), find(ends[2 * i + 1])
        if a == b:
            useless += 1
            continue
        parent[a] = b
        grids -= 1
        if grids == 1:
            when = i + 1
    return f"{when} {useless}\n"


def town(n: int, lines: list[tuple[int, int]]) -> str:
    return f"{n} {len(lines)}\n" + "".join(f"{a} {b}\n" for a, b in lines)


def anywhere(n: int, m: int) -> list[tuple[int, int]]:
    return [(random.randint(1, n), random.randint(1, n)) for _ in range(m)]


random.seed(5)
case("sample/1", town(3, [(1, 2), (2, 1), (3, 2), (1, 3)]))
case("sample/2", town(3, [(1, 2), (2, 2)]))
case("secret/01-one-house", town(1, []))
case("secret/02-one-house-one-line", town(1, [(1, 1)]))
case("secret/03-two-houses-no-line", town(2, []))
case("secret/04-same-line", town(2, [(1, 2)] * 20))
case("secret/05-last-line-joins", town(10, [(i, i + 1) for i in range(1, 9)] + [(3, 5), (10, 1)]))
case("secret/06-random-small", town(50, anywhere(50, 150)))
case("secret/07-random-never", town(3000, anywhere(3000, 2000)))
case("secret/08-chain", town(20000, [(i + 1, i) for i in range(1, 20000)]))
order = list(range(1, 20000))
random.shuffle(order)
case("secret/09-shuffled-chain", town(20000, [(i, i + 1) for i in order]))
case("secret/10-star", town(15000, [(1, i) for i in range(15000, 1, -1)]))
case("secret/11-random", town(5000, anywhere(5000, 30000)))
