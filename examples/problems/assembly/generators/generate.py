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

def solve(needed: list[list[int]]) -> list[int]:
    left = [len(others) for others in needed]
    users: list[list[int]] = [[] for _ in needed]
    for part, others in enumerate(needed):
        for other in others:
            users[other].append(part)
    order = [part for part, count in enumerate(left) if count == 0]
    for part in order:
        for user in users[part]:
            left[user] -= 1
            if left[user] == 0:
                order.append(user)
    return order if len(order) == len(needed) else []


def chance(parts: int, entries: int) -> list[list[int]]:
    names = random.sample(range(parts), parts)
    needed: list[set[int]] = [set() for _ in range(parts)]
    for _ in range(entries):
        earlier, later = sorted(random.sample(range(parts), 2))
        needed[names[later]].add(names[earlier])
    return [sorted(one) for one in needed]


random.seed(26)
case("sample/1", [[], [0], [0], [1, 2]])
case("sample/2", [[1], [0]])
case("secret/01-none", [])
case("secret/02-one", [[]])
case("secret/03-needs-itself", [[], [1]])
case("secret/04-chain-backwards", [[1], [2], [3], [4], []])
case("secret/05-ring-at-the-end", [[], [0], [1, 4], [2], [3]])
case("secret/06-free", [[] for _ in range(2_000)])
case("secret/07-chance", chance(2_000, 19_000))
ring = chance(2_000, 19_000)
first = next(part for part, others in enumerate(ring) if not others)
user = next(part for part, others in enumerate(ring) if first in others)
ring[first] = [user]
case("secret/08-one-ring", ring)
