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
    roads: list[list[tuple[int, int]]] = [[] for _ in range(n + 1)]
    for road, (a, b) in enumerate(zip(ends[::2], ends[1::2])):
        roads[a].append((b, road))
        roads[b].append((a, road))
    found, low, came, at = [0] * (n + 1), [0] * (n + 1), [-1] * (n + 1), [0] * (n + 1)
    found[1] = low[1] = count = 1
    path, bridges = [1], 0
    while path:
        town = path[-1]
        if at[town] < len(roads[town]):
            other, road = roads[town][at[town]]
            at[town] += 1
            if road == came[town]:
                continue
            if found[other]:
                low[town] = min(low[town], found[other])
                continue
            count += 1
            found[other] = low[other] = count
            came[other] = road
            path.append(other)
            continue
        path.pop()
        if path:
            bridges += low[town] == found[town]
            low[path[-1]] = min(low[path[-1]], low[town])
    return f"{bridges}\n"


def valley(n: int, roads: list[tuple[int, int]]) -> str:
    return f"{n} {len(roads)}\n" + "".join(f"{a} {b}\n" for a, b in roads)


def renamed(n: int, roads: list[tuple[int, int]]) -> str:
    names = random.sample(range(1, n + 1), n)
    random.shuffle(roads)
    return valley(n, [(names[a - 1], names[b - 1]) for a, b in roads])


def tree(n: int, back: int) -> list[tuple[int, int]]:
    return [(max(1, town - random.randint(1, back)), town) for town in range(2, n + 1)]


random.seed(41)
case("sample/1", valley(5, [(1, 2), (2, 3), (3, 1), (3, 4), (4, 5)]))
case("sample/2", valley(3, [(1, 2), (1, 2), (2, 3)]))
case("secret/01-one-road", valley(2, [(1, 2)]))
case("secret/02-two-roads", valley(2, [(1, 2), (2, 1)]))
case("secret/03-between-rounds", valley(6, [(1, 2), (2, 3), (3, 1), (4, 5), (5, 6), (6, 4), (1, 4)]))
case("secret/04-star", valley(50, [(7, town) for town in range(1, 51) if town != 7]))
case("secret/05-double-chain", renamed(300, [(i, i + 1) for i in range(1, 300) for _ in range(1 + i % 2)]))
case("secret/06-chain", valley(15_000, [(i, i + 1) for i in range(1, 15_000)]))
case("secret/07-ring", renamed(8_000, [(i, i % 8_000 + 1) for i in range(1, 8_001)]))
few = tree(12_000, 12_000)
case("secret/08-tree-and-some", renamed(12_000, few + [tuple(random.sample(range(1, 12_001), 2)) for _ in range(1_500)]))
near = tree(10_000, 3)
case("secret/09-long-and-thin", renamed(10_000, near + [(i, i + 5) for i in random.sample(range(1, 9_995), 1_500)]))
