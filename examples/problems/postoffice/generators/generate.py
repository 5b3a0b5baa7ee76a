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
    n, *rest = map(int, text.split())
    roads: list[list[tuple[int, int]]] = [[] for _ in range(n + 1)]
    for a, b, metres in zip(rest[::3], rest[1::3], rest[2::3]):
        roads[a].append((b, metres))
        roads[b].append((a, metres))
    above, length, far, order = [0] * (n + 1), [0] * (n + 1), [0] * (n + 1), [1]
    for village in order:
        for other, metres in roads[village]:
            if other != above[village]:
                above[other], length[other], far[other] = village, metres, far[village] + metres
                order.append(other)
    size, ways = [1] * (n + 1), [0] * (n + 1)
    for village in reversed(order):
        size[above[village]] += size[village]
    ways[1] = sum(far)
    for village in order[1:]:
        ways[village] = ways[above[village]] + length[village] * (n - 2 * size[village])
    best = min(range(1, n + 1), key=lambda village: (ways[village], village))
    return f"{best} {ways[best]}\n"


def villages(roads: list[tuple[int, int, int]]) -> str:
    return f"{len(roads) + 1}\n" + "".join(f"{a} {b} {metres}\n" for a, b, metres in roads)


def renamed(roads: list[tuple[int, int, int]]) -> str:
    names = random.sample(range(1, len(roads) + 2), len(roads) + 1)
    random.shuffle(roads)
    return villages([(names[a - 1], names[b - 1], metres) for a, b, metres in roads])


def tree(n: int, back: int, longest: int) -> list[tuple[int, int, int]]:
    return [(max(1, village - random.randint(1, back)), village, random.randint(1, longest)) for village in range(2, n + 1)]


random.seed(44)
case("sample/1", villages([(1, 2, 100), (2, 3, 200), (2, 4, 50), (4, 5, 900)]))
case("sample/2", villages([(2, 1, 7)]))
case("secret/01-one", villages([]))
case("secret/02-long-arm", villages([(1, 2, 10_000), (2, 3, 1), (3, 4, 1), (3, 5, 1)]))
case("secret/03-star", renamed([(1, village, village) for village in range(2, 300)]))
case("secret/04-broom", renamed([(i, i + 1, 9) for i in range(1, 120)] + [(1, i, 1) for i in range(121, 161)]))
case("secret/05-small", renamed(tree(60, 60, 20)))
case("secret/06-chain", villages([(i, i + 1, 10_000) for i in range(1, 12_000)]))
case("secret/07-random", renamed(tree(10_000, 10_000, 10_000)))
case("secret/08-long-and-thin", renamed(tree(10_000, 4, 10_000)))
