"""Writes data/ of this problem. Run it from anywhere: python3 generators/generate.py"""
import random
from heapq import heappop, heappush
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"


def case(name: str, text: str) -> None:
    path = DATA / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".in").write_text(text, encoding="utf-8", newline="\n")
    path.with_suffix(".ans").write_text(solve(text), encoding="utf-8", newline="\n")


def solve(text: str) -> str:
    n, m, k, *numbers = map(int, text.split())
    lines: list[list[tuple[int, int]]] = [[] for _ in range(n + 1)]
    for i in range(m):
        a, b, p = numbers[3 * i : 3 * i + 3]
        lines[a].append((b, p))
        lines[b].append((a, p))
    best = {(1, 0): 0}
    heap = [(0, 1, 0)]
    while heap:
        cost, town, used = heappop(heap)
        if town == n:
            return f"{cost}\n"
        if best[town, used] < cost:
            continue
        for other, price in lines[town]:
            for paid, coupons in ((cost + price, used), (cost, used + 1)):
                if coupons <= k and paid < best.get((other, coupons), 1 << 60):
                    best[other, coupons] = paid
                    heappush(heap, (paid, other, coupons))
    return "stranded\n"


def railway(n: int, k: int, lines: list[tuple[int, int, int]]) -> str:
    return f"{n} {len(lines)} {k}\n" + "".join(f"{a} {b} {p}\n" for a, b, p in lines)


def network(n: int, m: int, top: int) -> list[tuple[int, int, int]]:
    lines = [(random.randint(max(1, i - 20), i - 1), i, random.randint(1, top)) for i in range(2, n + 1)]
    while len(lines) < m:
        a = random.randint(1, n)
        b = min(n, max(1, a + random.randint(-40, 40)))
        if a != b:
            lines.append((a, b, random.randint(1, top)))
    random.shuffle(lines)
    return lines


random.seed(8)
case("sample/1", railway(4, 1, [(1, 2, 2), (2, 3, 2), (3, 4, 2), (1, 4, 50)]))
case("sample/2", railway(3, 1, [(1, 2, 100), (2, 3, 7), (3, 2, 9)]))
case("sample/3", railway(3, 5, [(1, 2, 4)]))
case("secret/01-no-line", railway(2, 5, []))
case("secret/02-no-coupon", railway(3, 0, [(1, 2, 5), (2, 3, 5), (1, 3, 11)]))
case("secret/03-all-free", railway(4, 5, [(1, 2, 10**9), (2, 3, 10**9), (3, 4, 10**9)]))
case("secret/04-past-32-bits", railway(12, 2, [(i, i + 1, 10**9) for i in range(1, 12)]))
# The way that is cheapest without a coupon is not the one to use it on.
case("secret/05-not-the-shortest-way", railway(5, 1, [(1, 2, 5), (2, 5, 5), (1, 3, 1), (3, 4, 100), (4, 5, 1)]))
case("secret/06-parallel-lines", railway(3, 1, [(1, 2, 9), (1, 2, 3), (2, 3, 8), (3, 2, 20), (2, 1, 4)]))
case("secret/07-small", railway(30, 2, network(30, 70, 50)))
case("secret/08-stranded", railway(2000, 5, [(a, b, p) for a, b, p in network(2000, 6000, 1000) if (a <= 1000) == (b <= 1000)]))
case("secret/09-large", railway(3000, 5, network(3000, 9000, 10**9)))
case("secret/10-large-few-prices", railway(3000, 5, network(3000, 10000, 3)))
# Rungs that tempt a search without a priority queue to improve everything again and again.
ladder = []
for i in range(1, 1200, 2):
    ladder += [(i, i + 1, 2 * (1200 - i)), (i, i + 2, 1), (i + 1, i + 2, 1)]
case("secret/11-ladder", railway(1201, 3, ladder))
case("secret/12-no-coupon-large", railway(2500, 0, network(2500, 8000, 10**6)))
